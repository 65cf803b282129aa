internal import SkyMath

/// Orbits of the main belt: counted semimajor axes with the Kirkwood gaps in them, and Rayleigh distributions of
/// eccentricity and inclination for each side of the 3:1 and 5:2 gaps.
///
/// The counts are those of JPL's database (2022) to H = 11.5, where it is complete; debiased fainter asteroids have the
/// same distributions (Jedicke and Metcalfe 1998, doi:10.1006/icar.1997.5876).
enum MainBeltOrbits {
    static let innerEdge = 2.1
    static let binWidth = 0.025
    /// From 2.1 to 3.6 au.
    static let counts: [Double] = [
        0, 0, 1, 6, 12, 2, 4, 10, 4, 8, 22, 22, 18, 22, 13, 4, 2, 27, 32, 39, 34, 28, 43, 36, 28, 48, 53, 45, 16, 8, 38,
        42,
        32, 20, 11, 32, 139, 32, 33, 42, 69, 106, 91, 76, 54, 21, 1, 0, 0, 3, 8, 16, 14, 8, 2, 5, 2, 4, 2, 0,
    ]
    private static let total = counts.reduce(0, +)

    static func draw(_ draws: inout Draws) -> OrbitalElements {
        let a = semimajorAxis(draws.uniform())
        let widths =
            switch a {
            case ..<2.5: (e: 0.115, i: 7.7)
            case ..<2.82: (e: 0.122, i: 8.4)
            default: (e: 0.096, i: 8.7)
            }
        // Perihelia inside of 1.67 au cross Mars and don't last.
        let e = draws.rayleigh(widths.e, below: min(1 - 1.67 / a, 0.4))
        return draws.orbit(OrbitShape(a: a, e: e, inclination: draws.rayleigh(widths.i, below: 40)))
    }

    /// Inverse of the counts' cumulative distribution, linear within a bin.
    static func semimajorAxis(_ uniform: Double) -> Double {
        var rest = uniform * total
        for (bin, count) in counts.enumerated() {
            if rest < count { return innerEdge + (Double(bin) + rest / count) * binWidth }
            rest -= count
        }
        return 3.1
    }
}
