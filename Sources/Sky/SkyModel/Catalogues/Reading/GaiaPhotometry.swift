internal import SkyMath

/// Gaia's magnitudes (Vega) as SDSS's (AB).
///
/// G - g, G - r and G - i as polynomials of BP - RP: Gaia DR3 documentation, section 5.5.1, table 5.8 (Riello et al.
/// 2021, doi:10.1051/0004-6361/202039587); scatter 0.075, 0.038 and 0.041 mag.
enum GaiaPhotometry {
    private static let fits: [(band: Passband, range: ClosedRange<Double>, coefficients: [Double])] = [
        (.g, 0.3...3.0, [0.2199, -0.6365, -0.1548, 0.0064]),
        (.r, 0.0...3.0, [-0.09837, 0.08592, 0.1907, -0.1701, 0.02263]),
        (.i, 0.5...2.0, [-0.293, 0.6404, -0.09609, -0.002104]),
    ]

    /// Bands for which the colour is within what was fitted; r always, from the nearest colour that was. Without a
    /// colour r is that of BP - RP = 0.8, near which G - r changes little.
    static func sdss(g: Double, colour: Double?) -> [Passband: Double] {
        var magnitudes: [Passband: Double] = [:]
        for fit in fits {
            let isFitted = colour.map(fit.range.contains) ?? false
            guard isFitted || fit.band == .r else { continue }
            let x = min(max(colour ?? 0.8, fit.range.lowerBound), fit.range.upperBound)
            magnitudes[fit.band] = g - fit.coefficients.reversed().reduce(0) { $0 * x + $1 }
        }
        return magnitudes
    }
}

/// Johnson's B and V (Vega) as SDSS's g and r (AB), for stars with R - I < 1.15: Jester et al. 2005,
/// doi:10.1086/432466, table 1; scatter 0.02 and 0.03 mag.
enum JohnsonPhotometry {
    /// Empty without B and V; where one is missing, and no colour, r alone for B - V = 0.65. Hipparcos's Hp may stand
    /// for V, from which it differs by about 0.1 mag.
    static func sdss(blue: Double?, visual: Double?, colour: Double?) -> [Passband: Double] {
        guard let one = visual ?? blue else { return [:] }
        let known: Double? =
            if let blue, let visual { blue - visual } else { colour }
        let b = known ?? 0.65
        let v = visual ?? one - b
        let r = v - 0.42 * b + 0.11
        return known == nil ? [.r: r] : [.g: v + 0.60 * b - 0.12, .r: r]
    }
}
