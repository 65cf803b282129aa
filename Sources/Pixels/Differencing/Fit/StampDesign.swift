internal import CKernels
internal import Imaging

/// The design matrix of every stamp with its weights, and the sums of products that all passes share.
struct StampDesign: Sendable {
    let shape: StampShape
    let positions: [StampPosition]
    /// Functions of the basis; the column behind theirs holds the image that stays.
    let functions: Int
    /// Columns with those that fill up, a multiple of 8.
    let stride: Int
    /// Stamp after stamp, pixel after pixel of the circle.
    private(set) var rows: [Float]
    /// 1 / variance, 0 where a pixel is masked in one of the images.
    private(set) var weights: [Float]
    /// Of each stamp the weighted products of all columns.
    private(set) var products: [Double]
    /// Of each stamp the weighted variance of the image that is convolved, summed over pixels.
    private(set) var noise: [Double]
    /// Pixels that count.
    private(set) var counts: [Int]

    /// - Parameter power: the sum of the squares of the kernel, where no whitening tells more.
    init(
        _ pair: ImagePair, _ positions: [StampPosition], _ basis: KernelBasis, _ shape: StampShape,
        whitening: Whitening?, power: Double, threads: Int
    ) {
        (self.shape, self.positions, functions) = (shape, positions, basis.count)
        stride = padded(basis.count + 1, to: 8)
        let size = positions.count * shape.count * stride
        rows = [Float](unsafeUninitializedCapacity: size) { rows, count in
            tocsin_large_pages(rows.baseAddress, 4 * size)
            count = size
        }
        weights = Array(repeating: 0, count: positions.count * shape.count)
        products = Array(repeating: 0, count: positions.count * stride * stride)
        noise = Array(repeating: 0, count: positions.count)
        counts = Array(repeating: 0, count: positions.count)
        fill(pair, basis, whitening: whitening, power: power, threads: threads)
    }

    /// Makes everything anew with another filter.
    mutating func fill(_ pair: ImagePair, _ basis: KernelBasis, whitening: Whitening?, power: Double, threads: Int) {
        let (shape, positions, stride) = (shape, positions, stride)
        let groups = (positions.count + Self.group - 1) / Self.group
        withPlaces { places in
            let lent = Lent(places)
            concurrently(groups, threads: threads) { n in
                let room = StampWorkspace(basis, shape, whitening)
                let sums = StampProducts(shape, stride)
                for s in n * Self.group..<min((n + 1) * Self.group, positions.count) {
                    let place = lent.pointer
                    let (rows, weights) = (place.rows + s * shape.count * stride, place.weights + s * shape.count)
                    room.fillDesign(pair, positions[s], rows, stride)
                    room.fillVariances(pair, positions[s], power: Float(power), weights, sums.variances.pixels)
                    (place.noise[s], place.counts[s]) = sums.weigh(pair, positions[s], weights)
                    sums.add(rows, weights, to: place.products + s * stride * stride)
                }
            }
        }
    }

    private typealias Places = (
        rows: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>, products: UnsafeMutablePointer<Double>,
        noise: UnsafeMutablePointer<Double>, counts: UnsafeMutablePointer<Int>
    )

    private mutating func withPlaces(_ body: (Places) -> Void) {
        rows.withUnsafeMutableBufferPointer { rows in
            weights.withUnsafeMutableBufferPointer { weights in
                products.withUnsafeMutableBufferPointer { products in
                    noise.withUnsafeMutableBufferPointer { noise in
                        counts.withUnsafeMutableBufferPointer { counts in
                            guard let rows = rows.baseAddress, let weights = weights.baseAddress,
                                let products = products.baseAddress, let noise = noise.baseAddress,
                                let counts = counts.baseAddress
                            else { return }
                            body((rows, weights, products, noise, counts))
                        }
                    }
                }
            }
        }
    }

    /// Stamps that a thread takes at a time.
    static let group = 16
}
