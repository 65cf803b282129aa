import SkyMath

#if canImport(Glibc)
    import Glibc
#endif

/// Where the benchmark's objects lie and how bright they are, by number.
enum BenchmarkSky: String, CaseIterable {
    /// As a survey finds them: 10,000 in a visit's field of 9.6 deg^2, the fields anywhere between Dec -75 and +15.
    case visits
    /// Every object anywhere: the worst that indexes by place can meet.
    case scattered

    static let alertsPerVisit = 10_000

    func place(_ number: Int) -> (ra: Double, dec: Double) {
        switch self {
        case .scattered: return Self.anywhere(number, -85..<85)
        case .visits:
            let (ra, dec) = Self.anywhere(-1 - number / Self.alertsPerVisit, -75..<15)
            var draws = Draws(seed: 1, UInt64(number))
            let place = SkyPosition(ra: ra, dec: dec).offset(
                by: 1.75 * draws.uniform().squareRoot(), positionAngle: draws.uniform(0..<360))
            return (place.ra, place.dec)
        }
    }

    /// nJy: as many in each magnitude from 17.5 to 24.5 as suits a slope of 0.3 dex.
    static func flux(_ number: Int) -> Double {
        var draws = Draws(seed: 2, UInt64(number))
        let magnitude = max(17.5, 24.5 + log10(1 - draws.uniform()) / 0.3)
        return pow(10, (31.4 - magnitude) / 2.5)
    }

    private static func anywhere(_ number: Int, _ decs: Range<Double>) -> (ra: Double, dec: Double) {
        var draws = Draws(seed: 3, UInt64(bitPattern: Int64(number)))
        return (draws.uniform(0..<360), draws.uniform(decs))
    }
}
