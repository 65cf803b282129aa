internal import Imaging

extension StarResiduals {
    /// Fits the six ways in which a star can be wrong to what is left of each star in a difference.
    ///
    /// A width is such that it and the noise make half of the amplitudes as large as they are, among the stars that are
    /// measured best. Complexity: O(stars).
    init(of white: WhiteDifference, at stars: [StampPosition], threads: Int) {
        let fits = mapped(stars.count, threads: threads) { StarResidual(white, stars[$0]) }.compactMap { $0 }
        guard fits.count >= 5 else {
            self = .none
            return
        }
        var widths = SIMD8<Double>()
        for j in 0..<6 { widths[j] = Self.width(fits.map { ($0.amplitudes[j], $0.errors[j]) }) }
        self.init(widths: KernelUncertainty.Widths(widths), fraction: Self.fraction(fits), stars: fits.count)
    }

    private static func width(_ measured: [(amplitude: Double, error: Double)]) -> Double {
        let errors = measured.map(\.error).sorted()
        let limit = errors[errors.count * 3 / 5]
        let best = measured.filter { $0.error <= limit }.map { (value: $0.amplitude, variance: $0.error * $0.error) }
        return ExcessScatter.width(explaining: best, upTo: 2 * Robust.median(measured.map { abs($0.amplitude) }) + 1e-9)
    }

    /// Of the fifth of the stars that are brightest.
    private static func fraction(_ fits: [StarResidual]) -> Double {
        let lights = fits.map(\.light).sorted()
        let limit = lights[lights.count * 4 / 5]
        let squares = fits.filter { $0.light >= limit && $0.light > 0 }.map { $0.excess / $0.light }
        return max(0, Robust.median(squares)).squareRoot()
    }
}

/// What is left of one star.
private struct StarResidual: Sendable {
    /// Pixels about the centre that are fitted.
    private static let reach = 9

    var amplitudes = SIMD8<Double>()
    var errors = SIMD8<Double>()
    /// chi^2 beyond the degrees of freedom.
    var excess = 0.0
    /// Weighted sum of the squares of the star's light.
    var light = 0.0

    /// nil where the star is too near to an edge, or its pixels do not tell.
    init?(_ white: WhiteDifference, _ star: StampPosition) {
        let reach = Self.reach
        guard white.image.bounds.grown(by: -reach - 2).contains(x: star.x, y: star.y) else { return nil }
        var normal = Matrix(7, 7)
        var (right, chi, count) = ([Double](repeating: 0, count: 7), 0.0, 0)
        for y in star.y - reach...star.y + reach {
            for x in star.x - reach...star.x + reach {
                let (dx, dy) = (x - star.x, y - star.y)
                guard dx * dx + dy * dy <= reach * reach + 1, white.image.isUsable(x: x, y: y) else { continue }
                var row = starSlopes { Double(white.scene[x + $0, y + $1]) }
                row[6] = 1
                let weight = 1 / Double(white.image.variance[x, y])
                let value = Double(white.image.image[x, y])
                for i in 0..<7 {
                    right[i] += weight * row[i] * value
                    for j in i..<7 { normal[i, j] += weight * row[i] * row[j] }
                }
                chi += weight * value * value
                count += 1
            }
        }
        for i in 0..<7 { normal[i, i] *= 1 + 1e-9 }
        light = normal[2, 2]
        guard let factor = Cholesky(normal), count > 50 else { return nil }
        let values = factor.solve(right)
        for j in 0..<6 {
            amplitudes[j] = values[j]
            let unit = factor.halfSolve((0..<7).map { $0 == j ? 1 : 0 })
            errors[j] = unit.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        excess = chi - zip(values, right).reduce(0) { $0 + $1.0 * $1.1 } - Double(count - 7)
    }
}
