internal import Imaging

/// Room in which one thread sums products over the pixels of a stamp.
struct StampProducts: ~Copyable {
    let variances: Room
    private let shape: StampShape
    private let stride: Int
    private let plain: UnsafeMutablePointer<Double>
    private let weighted: UnsafeMutablePointer<Double>

    init(_ shape: StampShape, _ stride: Int) {
        (self.shape, self.stride) = (shape, stride)
        variances = Room(shape.count)
        plain = .allocate(capacity: shape.count * stride)
        weighted = .allocate(capacity: shape.count * stride)
    }

    deinit {
        plain.deallocate()
        weighted.deallocate()
    }

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
        for p in 0..<shape.count {
            let weight = Double(weights[p])
            for k in 0..<stride {
                let value = Double(rows[p * stride + k])
                plain[p * stride + k] = value
                weighted[p * stride + k] = value * weight
            }
        }
        result.update(repeating: 0, count: stride * stride)
        Products.add(
            weighted, stride, plain, stride, depth: shape.count, to: result, stride, rows: 0..<stride,
            columns: 0..<stride, isUpper: true)
        for i in 0..<stride {
            for j in 0..<i { result[i * stride + j] = result[j * stride + i] }
        }
    }
}
