public import Imaging

/// A convolution kernel that varies over an image: the functions of a basis times polynomials of the position.
public struct KernelField: Sendable, Hashable {
    /// Functions that the kernel is made of.
    public let basis: KernelBasis
    let terms: SpatialTerms
    /// One row for each function, one column for each spatial term.
    let coefficients: Matrix

    /// The total degree of the polynomials.
    public var order: Int { terms.order }
    /// Size of the image that the kernel belongs to, in pixels.
    public var width: Int { terms.width }
    /// Height of the same image, in pixels.
    public var height: Int { terms.height }

    /// The kernel at a position: it turns the image that is convolved into the other one. Complexity: O(functions x
    /// pixels).
    public func kernel(atX x: Double, y: Double) throws -> ConvolutionKernel {
        try ConvolutionKernel(side: basis.side, weights: basis.weights(values(x: x, y: y)).map { Float($0) })
    }

    /// The kernel's sum: the flux of a source in the other image by that in the image that is convolved.
    public func sum(atX x: Double, y: Double) -> Double {
        zip(basis.functions, values(x: x, y: y)).reduce(0) { $0 + $1.0.sum * $1.1 }
    }

    /// By how many pixels the kernel at a position moves light along x and y: its centroid. (0, 0) where its sum is 0.
    public func shift(atX x: Double, y: Double) -> (x: Double, y: Double) {
        var (total, moments) = (0.0, (x: 0.0, y: 0.0))
        for (function, value) in zip(basis.functions, values(x: x, y: y)) {
            let shift = function.moments
            total += value * function.sum
            moments = (moments.x + value * shift.x, moments.y + value * shift.y)
        }
        return total == 0 ? (0, 0) : (moments.x / total, moments.y / total)
    }

    /// A kernel for each block of `block` x `block` pixels, row after row, at the blocks' centres, as
    /// `Image.convolved(withBlocks:of:)` takes them.
    ///
    /// Throws `DifferencingError` when `block` is below 1.
    public func kernels(forBlocks block: Int = 32, threads: Int = .max) throws -> [ConvolutionKernel] {
        let grid = try BlockGrid(width: width, height: height, block: block)
        let side = basis.side
        var weights = [Float](repeating: 0, count: grid.centres.count * side * side)
        weights.withUnsafeMutableBufferPointer { weights in
            let lent = Lent(weights)
            concurrently(grid.rows, threads: threads) { row in
                var room = KernelRoom(self)
                for n in row * grid.columns..<(row + 1) * grid.columns {
                    let place = n * side * side
                    room.fill(
                        grid.centres[n], UnsafeMutableBufferPointer(rebasing: lent.pointer[place..<place + side * side])
                    )
                }
            }
        }
        return try grid.centres.indices.map { n in
            try ConvolutionKernel(side: side, weights: Array(weights[n * side * side..<(n + 1) * side * side]))
        }
    }

    /// The sum of the kernel of each block, one pixel for a block.
    public func sums(forBlocks block: Int = 32) throws -> Image<Float> {
        let grid = try BlockGrid(width: width, height: height, block: block)
        return try Image(
            width: grid.columns, height: grid.rows, pixels: grid.centres.map { Float(sum(atX: $0.x, y: $0.y)) })
    }

    /// The factor of each function at a position.
    func values(x: Double, y: Double) -> [Double] { coefficients.times(terms.values(x: x, y: y)) }
}

/// The blocks of an image, as `Image.convolved(withBlocks:of:)` counts them.
struct BlockGrid: Sendable {
    let columns: Int
    let rows: Int
    /// Row after row, in pixels.
    let centres: [(x: Double, y: Double)]

    init(width: Int, height: Int, block: Int) throws {
        guard block > 0 else { throw DifferencingError(.parameter, "blocks of \(block) pixels") }
        columns = (width + block - 1) / block
        rows = (height + block - 1) / block
        let half = Double(block - 1) / 2
        centres = (0..<rows).flatMap { [columns] row in
            (0..<columns).map { (x: Double($0 * block) + half, y: Double(row * block) + half) }
        }
    }
}
