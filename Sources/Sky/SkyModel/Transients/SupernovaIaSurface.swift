#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The light of type Ia supernovae by time, wavelength, stretch x1 and colour c, in the meaning these have in SALT2
/// (Guy and others 2007, doi:10.1051/0004-6361:20066930).
///
/// Our own fit, on a grid of 21 phases and 19 wavelengths, to the light curves without noise of the 100 even-numbered
/// supernovae of a public simulation of the Dark Energy Survey (rest-frame 270 to 700 nm, -18 to 65 days). Redder,
/// where that has no data, it follows the i, z and Y light curves of nearby supernovae with their second maxima three
/// to four weeks after the first, to 0.2 mag (Contreras and others 2010, doi:10.1088/0004-6256/139/2/519). The last
/// phases go on at 0.02 mag a day.
enum SupernovaIaSurface {
    /// The magnitudes at `wavelengths` and a phase, relative to the peak in B: cubics through the phases.
    static func row(phase: Double, x1: Double) -> [Double] {
        let mean = CubicWeights(phase, knots: phases)
        let slope = CubicWeights(phase, knots: stretchPhases)
        let late = 0.02 * max(0, phase - (phases.last ?? 0))
        var early = [Double](repeating: 0, count: stretchWavelengths.count)
        for (row, weight) in zip(slope.rows, slope.weights) {
            for column in early.indices { early[column] += weight * stretch[row][column] }
        }
        return wavelengths.indices.map { column in
            let (near, part) = stretchPlaces[column]
            var magnitude = late + x1 * between(early[near], early[near + 1], part)
            for (row, weight) in zip(mean.rows, mean.weights) { magnitude += weight * magnitudes[row][column] }
            return magnitude
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
