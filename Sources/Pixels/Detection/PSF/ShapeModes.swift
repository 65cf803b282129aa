/// What a PSF becomes where it is wider, or drawn out along an axis or a diagonal: second derivatives of its mean.
struct ShapeModes: Sendable {
    /// xx + yy, xx - yy and xy, of sum about 0.
    let modes: [[Double]]
    /// The mean and its slopes: what a star's wrong flux and place look like.
    private let nuisances: [[Double]]
    private let mean: [Double]

    init(_ mean: [Double], grid: StampGrid) {
        let slope = grid.gradient(mean)
        let (xs, ys) = (grid.gradient(slope.x), grid.gradient(slope.y))
        let taper = grid.taper
        func tapered(_ values: [Double]) -> [Double] { zip(values, taper).map { $0 * $1 } }
        modes = [
            tapered(zip(xs.x, ys.y).map { $0 + $1 }), tapered(zip(xs.x, ys.y).map { $0 - $1 }), tapered(ys.x),
        ]
        nuisances = [mean, slope.x, slope.y].map(tapered)
        self.mean = mean
    }

    /// How much of each mode a star has, and the variances of these; nil where its pixels do not tell.
    ///
    /// Pixels that neither the mean nor its noise explains count as the mean.
    func amplitudes(_ star: StarStamp, flux: Double) -> (values: [Double], variances: [Double])? {
        let columns = modes + nuisances
        let count = columns.count
        var matrix = Array(repeating: 0.0, count: count * count)
        var right = Array(repeating: 0.0, count: count)
        for i in mean.indices {
            let variance = star.variances[i] / (flux * flux)
            var rest = star.values[i] / flux - mean[i]
            if rest * rest > 16 * (variance + 0.0036 * mean[i] * mean[i]) { rest = 0 }
            for a in 0..<count {
                let weighted = columns[a][i] / variance
                right[a] += weighted * rest
                for b in 0...a { matrix[a * count + b] += weighted * columns[b][i] }
            }
        }
        guard let cholesky = Cholesky(matrix, count: count) else { return nil }
        return (Array(cholesky.solution(right).prefix(3)), Array(cholesky.inverseDiagonal.prefix(3)))
    }
}
