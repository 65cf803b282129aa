internal import Detection
internal import Imaging

/// What a proper difference leaves of one star, as shapes: how much wider or more drawn out the science image's PSF is than
/// its model, where the template's is right.
struct StarShape: Sendable {
    /// Of Mxx + Myy, Mxx - Myy and Mxy, as `starSlopes` has them, in pixels squared, with their variances.
    let values: [Double]
    let variances: [Double]

    /// Pixels about the centre that are fitted.
    private static let reach = 9

    /// - Parameters:
    ///   - difference: about the star, which is in its middle.
    ///   - scene: the template's part of it. Fine structure that is noise must be damped there: it is that of the difference
    ///     with the other sign, and would look like a wider PSF.
    ///   - gain: variance that a unit of the scene adds to that of the sky, which is 1.
    ///
    /// nil where its pixels do not tell. Place, flux and sky may be wrong too.
    init?(_ difference: Image<Float>, scene: Image<Float>, gain: Double) {
        var normal = Matrix(7, 7)
        var right = [Double](repeating: 0, count: 7)
        let (middle, reach) = (scene.width / 2, Self.reach)
        for y in middle - reach...middle + reach {
            for x in middle - reach...middle + reach
            where (x - middle) * (x - middle) + (y - middle) * (y - middle) <= reach * reach {
                var row = starSlopes { Double(scene[x + $0, y + $1]) }
                row[6] = 1
                let weight = 1 / (1 + gain * max(0, Double(scene[x, y])))
                let value = Double(difference[x, y])
                for i in 0..<7 {
                    right[i] += weight * row[i] * value
                    for j in i..<7 { normal[i, j] += weight * row[i] * row[j] }
                }
            }
        }
        for i in 0..<7 { normal[i, i] *= 1 + 1e-9 }
        guard let factor = Cholesky(normal) else { return nil }
        values = Array(factor.solve(right)[3..<6])
        variances = (3..<6).map { j in
            factor.halfSolve((0..<7).map { $0 == j ? 1 : 0 }).reduce(0) { $0 + $1 * $1 }
        }
        guard (values + variances).allSatisfy(\.isFinite) else { return nil }
    }
}
