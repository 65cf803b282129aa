/// What a PSF becomes where it is wider, or drawn out along an axis or a diagonal: second derivatives of its mean.
struct ShapeModes: Sendable {
    /// xx + yy, xx - yy and xy, of sum about 0.
    let modes: [[Double]]
    /// The modes, and the mean and its slopes: what a star's wrong flux and place look like. By inner pixel.
    private let columns: [[Double]]
    private let mean: [Double]
    /// The pixels within 10 of the centre, beyond which the patterns have next to nothing.
    private let inner: [Int]

    init(_ mean: [Double], grid: StampGrid) {
        let slope = grid.gradient(mean)
        let (xs, ys) = (grid.gradient(slope.x), grid.gradient(slope.y))
        let taper = grid.taper
        func tapered(_ values: [Double]) -> [Double] { zip(values, taper).map { $0 * $1 } }
        modes = [
            tapered(zip(xs.x, ys.y).map { $0 + $1 }), tapered(zip(xs.x, ys.y).map { $0 - $1 }), tapered(ys.x),
        ]
        let inner = grid.squares.indices.filter { grid.squares[$0] <= 100 }
        columns = (modes + [mean, slope.x, slope.y].map(tapered)).map { column in inner.map { column[$0] } }
        (self.mean, self.inner) = (mean, inner)
    }

    /// How much of each mode a star has, and the variances of these; nil where its pixels do not tell.
    ///
    /// Pixels that neither the mean nor its noise explains count as the mean.
    func amplitudes(_ star: StarStamp, flux: Double) -> (values: [Double], variances: [Double])? {
        let count = columns.count
        var matrix = Array(repeating: 0.0, count: count * count)
        var right = Array(repeating: 0.0, count: count)
        let (weights, rests) = weighted(star, flux)
        for a in 0..<count {
            let weighted = zip(columns[a], weights).map { $0 * $1 }
            right[a] = zip(weighted, rests).reduce(0) { $0 + $1.0 * $1.1 }
            for b in 0...a { matrix[a * count + b] = zip(weighted, columns[b]).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        guard let cholesky = Cholesky(matrix, count: count) else { return nil }
        return (Array(cholesky.solution(right).prefix(3)), Array(cholesky.inverseDiagonal.prefix(3)))
    }

    /// Inverse variances of the inner pixels, and their distances from the mean.
    private func weighted(_ star: StarStamp, _ flux: Double) -> (weights: [Double], rests: [Double]) {
        var (weights, rests) = ([Double](), [Double]())
        for i in inner {
            let variance = Double(star.variances[i]) / (flux * flux)
            let rest = Double(star.values[i]) / flux - mean[i]
            weights.append(1 / variance)
            rests.append(rest * rest > 16 * (variance + 0.0036 * mean[i] * mean[i]) ? 0 : rest)
        }
        return (weights, rests)
    }
}
