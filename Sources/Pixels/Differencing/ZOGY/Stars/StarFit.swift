internal import Detection
internal import Imaging

/// Place and flux of a star by its PSF, within a few pixels of its middle where its neighbours do not reach.
struct StarFit: Sendable {
    private(set) var x: Double
    private(set) var y: Double
    private(set) var flux = 0.0
    /// Variances of flux, x and y.
    private(set) var fluxVariance = Double.infinity
    private(set) var xVariance = Double.infinity
    private(set) var yVariance = Double.infinity

    /// Radius in pixels of what is fitted.
    private static let radius = 6
    private static let rounds = 3

    /// The star near (x, y); nil where a pixel cannot be used or the fit goes further than 2 pixels.
    init?(_ image: ProperImage, nearX x: Double, y: Double, side: Int) {
        (self.x, self.y) = (x, y)
        let noise = image.noise.value(atX: x, y: y)
        for _ in 0..<Self.rounds {
            guard step(image, noise * noise, side), abs(self.x - x) < 2, abs(self.y - y) < 2 else { return nil }
        }
        guard flux > 0, [x, y, flux, fluxVariance, xVariance, yVariance].allSatisfy(\.isFinite) else { return nil }
    }

    private mutating func step(_ image: ProperImage, _ sky: Double, _ side: Int) -> Bool {
        let (psf, box) = image.psf.placed(atX: x, y: y, side: side)
        let reach = min(Self.radius, psf.width / 2 - 1)
        let (column, row) = (box.x + psf.width / 2, box.y + psf.width / 2)
        let used = PixelBox(aroundX: column, y: row, radius: reach)
        guard reach > 1, used.intersection(image.image.image.bounds) == used else { return false }
        var sums = StarSums()
        for v in used.rows {
            for u in used.columns where (u - column) * (u - column) + (v - row) * (v - row) <= reach * reach {
                guard image.image.mask[u, v].isDisjoint(with: .excluding) else { return false }
                let (i, j) = (u - box.x, v - box.y)
                let slopeX = (psf[i - 1, j] - psf[i + 1, j]) / 2
                let slopeY = (psf[i, j - 1] - psf[i, j + 1]) / 2
                let light = image.image.image[u, v]
                let variance = sky + image.image.variance.gain * Double(max(0, light))
                sums.add([Double(psf[i, j]), Double(slopeX), Double(slopeY)], Double(light), variance)
            }
        }
        return take(sums)
    }

    private mutating func take(_ sums: StarSums) -> Bool {
        guard let (values, variances) = sums.solution, values[0] > 0 else { return false }
        flux = values[0]
        x += max(-1, min(1, values[1] / flux))
        y += max(-1, min(1, values[2] / flux))
        (fluxVariance, xVariance) = (variances[0], variances[1] / (flux * flux))
        yVariance = variances[2] / (flux * flux)
        return true
    }
}

/// Sums of a fit in which every pixel weighs the same: weights that follow the light would bias the flux.
private struct StarSums {
    private var normal = Matrix(3, 3)
    private var noise = Matrix(3, 3)
    private var right = [0.0, 0, 0]

    mutating func add(_ columns: [Double], _ value: Double, _ variance: Double) {
        for i in 0..<3 {
            right[i] += columns[i] * value
            for j in 0..<3 {
                normal[i, j] += columns[i] * columns[j]
                noise[i, j] += columns[i] * columns[j] * variance
            }
        }
    }

    /// Flux and flux times the step, with their variances.
    var solution: (values: [Double], variances: [Double])? {
        guard let cholesky = Cholesky(normal) else { return nil }
        let variances = (0..<3).map { n in
            let row = cholesky.solve((0..<3).map { $0 == n ? 1 : 0 })
            return zip(row, noise.times(row)).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return (cholesky.solve(right), variances)
    }
}
