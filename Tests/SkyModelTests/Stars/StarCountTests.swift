import SkyMath
import Testing

@testable import SkyModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct StarCountTests {
    /// Stars brighter than V = 0 ... 29 in a square degree, expected.
    static func counts(l: Double, b: Double, lastBin: Int = 84) -> [Double] {
        let table = SightlineTable(GalacticPosition(l: l, b: b), area: 1)
        var counts = [Double](repeating: 0, count: 30)
        for bin in 0..<lastBin {
            let r = MagnitudeLayers.magnitude(bin: bin) + 0.125
            for (place, number) in table.counts(bin: bin).enumerated() where number > 0 {
                let v = magnitudes(r, place, table).v
                for limit in max(Int(v.rounded(.up)), 0)..<30 { counts[limit] += number }
            }
        }
        return counts
    }

    /// Magnitudes in the middle of a case of a table: V = g - 0.59 (g - r) - 0.01 by Jester et al. 2005,
    /// doi:10.1086/432466, G by `gaia`.
    static func magnitudes(_ r: Double, _ place: Int, _ table: SightlineTable) -> (r: Double, v: Double, g: Double) {
        let (population, step) = place.quotientAndRemainder(dividingBy: SightlineTable.modulusCount)
        let dust = table.middleExtinction(step)
        let modulus = SightlineTable.firstModulus + 0.25 * Double(step) + 0.125
        let m = r - modulus - dust * DustSheet.ratioR
        let intrinsic = Double(PhotometricGrid.shared.photometry(population: population, m)[1])
        let colour = intrinsic + (DustSheet.ratios[1] - DustSheet.ratioR) * dust
        return (r, r + 0.41 * colour - 0.01, r + gaia(colour))
    }

    /// Gaia's G - r by g - r: both are polynomials of BP - RP (`GaiaPhotometry`).
    private static let gaia = PointTable(
        stride(from: 0.3, to: 3, by: 0.1).map { colour in
            let magnitudes = GaiaPhotometry.sdss(g: 0, colour: colour)
            return ((magnitudes[.g] ?? 0) - (magnitudes[.r] ?? 0), -(magnitudes[.r] ?? 0))
        })

    static func mean(b: Double, longitudes: [Double], lastBin: Int = 84) -> [Double] {
        let all = longitudes.map { counts(l: $0, b: b, lastBin: lastBin) }
        return (0..<30).map { limit in all.reduce(0) { $0 + $1[limit] } / Double(all.count) }
    }

    /// Decimal logarithms of the stars per square degree brighter than V = 15, 16 ... 25: Allen's Astrophysical
    /// Quantities, 4th edition, doi:10.1007/978-1-4612-1186-0, chapter 19 (also the table of background stars of the
    /// EXOSIMS package, EXOSIMS/BackgroundSources/stellar_cnts.txt).
    static let allen: [Double: [Double]] = [
        5: [3.085, 3.460, 3.809, 4.130, 4.428, 4.722, 5.011, 5.262, 5.448, 5.594, 5.722],
        30: [2.591, 2.875, 3.124, 3.349, 3.559, 3.748, 3.909, 4.046, 4.168, 4.286, 4.393],
        60: [2.209, 2.458, 2.673, 2.869, 3.052, 3.226, 3.389, 3.538, 3.665, 3.772, 3.863],
        90: [2.110, 2.347, 2.553, 2.744, 2.924, 3.092, 3.245, 3.382, 3.500, 3.604, 3.695],
    ]

    @Test(arguments: [30.0, 60, 90]) func `counts at high latitude are within 30 % of Allen's table from V = 15 to 25`(
        b: Double
    ) throws {
        let counts = Self.mean(b: b, longitudes: b == 90 ? [0] : [30, 90, 150, 210, 270, 330])
        for (v, logarithm) in zip(15...25, try #require(Self.allen[b])) {
            #expect(abs(counts[v] / pow(10, logarithm) - 1) < 0.3, "b \(b), V \(v)")
        }
    }

    /// The table goes by latitude alone; the mean is over both sides of the plane and all longitudes, the bulge's too.
    /// Away from the centre alone, and near it, counts are far from the mean.
    @Test func `counts at 5 degrees are within 30 % of Allen's table from V = 15 to 25`() throws {
        let longitudes = stride(from: 7.5, to: 180, by: 15).map { $0 }
        let (north, south) = (Self.mean(b: 5, longitudes: longitudes), Self.mean(b: -5, longitudes: longitudes))
        for (v, logarithm) in zip(15...25, try #require(Self.allen[5])) {
            let ratio = (north[v] + south[v]) / 2 / pow(10, logarithm)
            #expect(abs(ratio - 1) < 0.3, "V \(v): \(ratio)")
        }
    }

    /// Bahcall and Soneira 1980, doi:10.1086/190685, equation B1: good to 15 % of their model at |b| > 20.
    static func bahcallSoneira(_ v: Double, l: Double, b: Double) -> Double {
        let (cosL, sinB, cosB) = (cos(l * .pi / 180), sin(b * .pi / 180), cos(b * .pi / 180))
        let m = min(max(v, 12), 20)
        let (mu, gamma) = (v >= 20 ? 0.09 : 0.0075 * (m - 12) + 0.03, 0.04 * (12 - m) + 0.36)
        let disc = 925 * pow(10, 0.035 * (v - 15.75)) / pow(1 + pow(10, -0.132 * (v - 15.75)), 3)
        let spheroid = 1050 * pow(10, 0.087 * (v - 17.5)) / pow(1 + pow(10, -0.18 * (v - 17.5)), 2.5)
        return disc / pow(sinB * (1 - mu * cosB / sinB * cosL), 3 - 5 * gamma)
            + spheroid / pow(1 - cosB * cosL, 1.45 - 0.2 * cosB * cosL)
    }

    @Test(arguments: [(0.0, 90.0), (90, 30), (180, 30), (90, 60)])
    func `counts are within 30 % of Bahcall and Soneira's formula from V = 14 to 22`(l: Double, b: Double) {
        let counts = Self.counts(l: l, b: b)
        for v in 14...22 {
            #expect(abs(counts[v] / Self.bahcallSoneira(Double(v), l: l, b: b) - 1) < 0.3, "V \(v)")
        }
    }

    @Test func `dust at the poles and near the plane is what reddening maps have on average`() {
        #expect((0.03...0.1).contains(DustSheet.column(GalacticPosition(l: 0, b: 90))))
        #expect((0.1...0.3).contains(DustSheet.column(GalacticPosition(l: 90, b: 30))))
        #expect((0.7...2.5).contains(DustSheet.column(GalacticPosition(l: 90, b: 5))))
        let b = DustSheet.column(GalacticPosition(l: 120, b: -10))
        #expect(abs(DustSheet.column(GalacticPosition(l: 120, b: 10)) / b - 1) < 0.6)
    }
}
