internal import Imaging

extension KernelUncertainty {
    /// - Parameters:
    ///   - star: the six nuisances of a mean star as combinations of modes: one row for each.
    ///   - factor: that of the normal equations of modes and spatial terms.
    init(star: Matrix, factor: Cholesky, terms: SpatialTerms, points: Int, threads: Int) {
        var grid = [Widths](
            repeating: Widths(x: 0, y: 0, flux: 0, size: 0, stretch: 0, skew: 0), count: points * points)
        grid.withUnsafeMutableBufferPointer { grid in
            let lent = Lent(grid)
            concurrently(points * points, threads: threads) { n in
                let x = Double(n % points) / Double(points - 1) * Double(terms.width - 1)
                let y = Double(n / points) / Double(points - 1) * Double(terms.height - 1)
                let place = terms.values(x: x, y: y)
                let vectors = (0..<6).map { j in
                    (0..<star.columns).flatMap { mode in place.map { $0 * star[j, mode] } }
                }
                var squares = SIMD8<Double>()
                for (j, half) in factor.halfSolve(vectors).enumerated() { squares[j] = dot(half, half) }
                lent.pointer[n] = Widths(squares.squareRoot())
            }
        }
        self.init(points: points, width: terms.width, height: terms.height, grid: grid)
    }
}

/// A mean star, and how changes of the kernel look in it.
struct MeanStar: Sendable {
    /// Pixels about the centre that are compared.
    private static let reach = 9

    /// The six nuisances as combinations of modes, by least squares: one row for each.
    let nuisances: Matrix

    /// - Parameter kernel: the functions' coefficients of the kernel in the middle of the image.
    init?(_ design: StampDesign, _ used: [Int], _ kernel: [Double], _ modes: KernelModes) {
        let star = Self.mean(design, used, kernel)
        let shape = design.shape
        let side = shape.side + 4
        var plane = Matrix(side, side)
        for (p, offset) in shape.offsets.enumerated() {
            let value = (0..<design.functions).reduce(0) { $0 + star[p, $1] * kernel[$1] }
            plane[offset.y + shape.radius + 2, offset.x + shape.radius + 2] = value
        }
        let inner = shape.offsets.indices.filter { p in
            let offset = shape.offsets[p]
            return offset.x * offset.x + offset.y * offset.y <= Self.reach * Self.reach
        }
        let columns = inner.map { p in
            let (column, row) = (shape.offsets[p].x + shape.radius + 2, shape.offsets[p].y + shape.radius + 2)
            let slopes = starSlopes { plane[row + $1, column + $0] }
            return (0..<6).map { slopes[$0] }
        }
        let slopes = Matrix(columns: columns)
        let functions = Matrix(design.functions, inner.count) { star[inner[$1], $0] }
        guard let factor = Cholesky(slopes.times(slopes.transposed)) else { return nil }
        let right = slopes.times(functions.transposed).times(modes.functions)
        nuisances = Matrix(columns: (0..<modes.count).map { factor.solve(right.column($0)) })
    }

    /// Pixels by functions of the brightest stamps together, scaled to a peak of about 1.
    private static func mean(_ design: StampDesign, _ used: [Int], _ kernel: [Double]) -> Matrix {
        let (count, stride) = (design.shape.count, design.stride)
        func value(_ s: Int, _ p: Int) -> Double {
            let start = (s * count + p) * stride
            return (0..<design.functions).reduce(0) { $0 + kernel[$1] * Double(design.rows[start + $1]) }
        }
        let middle = design.shape.offsets.firstIndex { $0.x == 0 && $0.y == 0 } ?? 0
        let peaks = used.map { (s: $0, peak: value($0, middle)) }
        let brightest = peaks.sorted { $0.peak > $1.peak }.prefix(60)
        let total = brightest.reduce(0) { $0 + $1.peak }
        var result = Matrix(count, design.functions)
        for (s, _) in brightest {
            for p in 0..<count {
                for k in 0..<design.functions {
                    result[p, k] += Double(design.rows[(s * count + p) * stride + k]) / total
                }
            }
        }
        return result
    }
}
