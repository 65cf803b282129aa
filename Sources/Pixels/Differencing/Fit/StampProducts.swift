internal import CKernels
internal import Imaging

/// Room in which one thread sums products over the pixels of a stamp.
struct StampProducts: ~Copyable {
    let variances: Room
    private let shape: StampShape
    private let stride: Int
    private let scratch: UnsafeMutablePointer<Double>

    init(_ shape: StampShape, _ stride: Int) {
        (self.shape, self.stride) = (shape, stride)
        variances = Room(shape.count)
        scratch = .allocate(capacity: tocsin_weighted_products_scratch(stride))
    }

    deinit { scratch.deallocate() }

    /// Turns variances into weights; gives the weighted noise of the image that is convolved and the pixels that count.
    func weigh(_ pair: ImagePair, _ at: StampPosition, _ weights: UnsafeMutablePointer<Float>) -> (Double, Int) {
        var (noise, count) = (0.0, 0)
        let bounds = pair.science.image.bounds
        for (p, offset) in shape.offsets.enumerated() {
            let (x, y) = (at.x + offset.x, at.y + offset.y)
            let isGood =
                bounds.contains(x: x, y: y) && pair.science.mask[x, y].isDisjoint(with: .excluding)
                && pair.template.mask[x, y].isDisjoint(with: .excluding) && weights[p] > 0
            weights[p] = isGood ? 1 / weights[p] : 0
            noise += Double(weights[p]) * Double(variances.pixels[p])
            count += isGood ? 1 : 0
        }
        return (noise, count)
    }

    /// Sums the products of all pairs of columns, weighted, into a square of `stride` rows.
    func add(_ rows: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, to result: UnsafeMutablePointer<Double>) {
        tocsin_weighted_products(rows, stride, weights, shape.count, scratch, result)
    }
}
