#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The light of type Ia supernovae by time, wavelength, stretch x1 and colour c, in the meaning these have in SALT2 (Guy and
/// others 2007, doi:10.1051/0004-6361:20066930).
///
/// Our own fit, on a grid of 21 phases and 19 wavelengths, to the light curves without noise of the 100 even-numbered
/// supernovae of a public simulation of the Dark Energy Survey (rest-frame 270 to 700 nm, -18 to 65 days). Redder, where that
/// has no data, it follows the i, z and Y light curves of nearby supernovae with their second maxima three to four weeks after the
/// first, to 0.2 mag (Contreras and others 2010, doi:10.1088/0004-6256/139/2/519). The last phases go on at 0.02 mag a day.
enum SupernovaIaSurface {
    /// The magnitudes at `wavelengths` and a phase, relative to the peak in B.
    static func row(phase: Double, x1: Double) -> [Double] {
        let (index, share) = place(phase, in: phases)
        let (lowStretch, shareStretch) = place(phase, in: stretchPhases)
        let late = 0.02 * max(0, phase - (phases.last ?? 0))
        return wavelengths.indices.map { column in
            let mean = between(magnitudes[index][column], magnitudes[index + 1][column], share)
            let (near, part) = stretchPlaces[column]
            let early = between(stretch[lowStretch][near], stretch[lowStretch][near + 1], part)
            let later = between(stretch[lowStretch + 1][near], stretch[lowStretch + 1][near + 1], part)
            return mean + x1 * between(early, later, shareStretch) + late
        }
    }

    /// The knot below `value` and the share of the way to the next, within 0 ... 1.
    static func place(_ value: Double, in knots: [Double]) -> (index: Int, share: Double) {
        let index = max(0, (knots.firstIndex { $0 > value } ?? knots.count - 1) - 1)
        return (index, max(0, min(1, (value - knots[index]) / (knots[index + 1] - knots[index]))))
    }

    static func between(_ low: Double, _ high: Double, _ share: Double) -> Double { low + share * (high - low) }

    private static let stretchPlaces = wavelengths.map { place($0, in: stretchWavelengths) }
}
