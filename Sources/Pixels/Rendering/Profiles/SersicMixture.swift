/// Sersic profiles as sums of Gaussians of fixed widths, after the idea of Hogg & Lang 2013, doi:10.1086/668105.
///
/// The weights are those that make the observed annuli likeliest (expectation maximisation of the mixture of Rayleigh
/// distributions of the radius), tabulated by the Sersic index and interpolated.
struct SersicMixture: Sendable {
    static let shared = SersicMixture()

    /// Widths by the half-light radius.
    static let sigmas: [Double] = (0..<13).map { 0.015 * power(1.8, Double($0)) }
    private static let step = 0.25
    private let rows: [[Double]]

    init() {
        rows = (0...22).map { Self.fitted(index: 0.5 + Double($0) * Self.step) }
    }

    /// The share of each width for a profile of `index`, 0.5 to 6. They sum to 1.
    func weights(index: Double) -> [Double] {
        let place = (index - 0.5) / Self.step
        let row = min(rows.count - 2, Int(place))
        let rest = place - Double(row)
        return zip(rows[row], rows[row + 1]).map { $0 + rest * ($1 - $0) }
    }

    private static func fitted(index: Double) -> [Double] {
        let edges = (0...80).map { 0.005 * power(8000, Double($0) / 80) }
        let light = annuli(edges, index: index)
        let shares = sigmas.map { sigma in
            zip(edges, edges.dropFirst()).map { inside(sigma, $1) - inside(sigma, $0) }
        }
        var weights = Array(repeating: 1 / Double(sigmas.count), count: sigmas.count)
        for _ in 0..<120 { weights = improved(weights, shares, light) }
        return weights
    }

    /// The share of a Gaussian's light within a radius.
    private static func inside(_ sigma: Double, _ radius: Double) -> Double {
        1 - exponential(-radius * radius / (2 * sigma * sigma))
    }

    private static func improved(_ weights: [Double], _ shares: [[Double]], _ light: [Double]) -> [Double] {
        var updated = Array(repeating: 0.0, count: weights.count)
        for annulus in light.indices {
            var total = 1e-300
            for number in weights.indices { total += weights[number] * shares[number][annulus] }
            let scale = light[annulus] / total
            for number in weights.indices { updated[number] += weights[number] * shares[number][annulus] * scale }
        }
        let sum = updated.reduce(0, +)
        return updated.map { $0 / sum }
    }

    /// The share of the profile's light in each annulus, by the middle in ln r.
    private static func annuli(_ edges: [Double], index: Double) -> [Double] {
        let b = halfLightConstant(index)
        let light = zip(edges, edges.dropFirst()).map { inner, outer in
            let radius = (inner * outer).squareRoot()
            return radius * (outer - inner) * exponential(-b * power(radius, 1 / index))
        }
        let sum = light.reduce(0, +)
        return light.map { $0 / sum }
    }

    /// b of Ciotti & Bertin 1999, equation 18: right to 1e-4 for n >= 0.5.
    static func halfLightConstant(_ n: Double) -> Double {
        2 * n - 1 / 3 + 4 / (405 * n) + 46 / (25_515 * n * n) + 131 / (1_148_175 * n * n * n)
    }
}
