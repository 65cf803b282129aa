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
                let v = visual(r, place, table)
                for limit in max(Int(v.rounded(.up)), 0)..<30 { counts[limit] += number }
            }
        }
        return counts
    }

    /// V = g - 0.59 (g - r) - 0.01: Jester et al. 2005, doi:10.1086/432466.
    private static func visual(_ r: Double, _ place: Int, _ table: SightlineTable) -> Double {
        let (population, step) = place.quotientAndRemainder(dividingBy: SightlineTable.modulusCount)
        let dust = table.middleExtinction(step)
        let modulus = SightlineTable.firstModulus + 0.25 * Double(step) + 0.125
        let m = r - modulus - dust * DustSheet.ratioR
        let colour = Double(PhotometricGrid.shared.photometry(population: population, m)[1])
        return r + 0.41 * (colour + (DustSheet.ratios[1] - DustSheet.ratioR) * dust) - 0.01
    }

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

    @Test func `counts at 5 degrees, away from the centre, are within 30 % of Allen's table from V = 17 to 21`() throws
    {
        let counts = Self.mean(b: 5, longitudes: [45, 75, 105, 135, 165])
        for (v, logarithm) in zip(15...25, try #require(Self.allen[5])) where (17...21).contains(v) {
            #expect(abs(counts[v] / pow(10, logarithm) - 1) < 0.3, "V \(v)")
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

    /// Stars of Tycho-2 and UCAC4 (Zacharias et al. 2013, doi:10.1088/0004-6256/145/2/44) on the whole sky, most of
    /// which lie near the plane, as counted for the HNSKY planetarium (hnsky.org, "Counting stars").
    @Test func `the whole sky has the stars of Tycho-2 and UCAC4 brighter than 10, 12, 14, 15 and 16 mag within 30 %`()
    {
        let stars = Self.wholeSky(lastBin: 48) { l, b in Self.counts(l: l, b: b, lastBin: 48) }
        for (v, published) in [
            (10, 382_925.0), (12, 2_955_951), (14, 17_214_116), (15, 39_387_795), (16, 88_896_114),
        ] { #expect(abs(stars[v] / published - 1) < 0.3, "V \(v): \(stars[v])") }
    }

    /// Of the whole sky, from 32 directions of equal shares of one half of it.
    private static func wholeSky(lastBin: Int, _ counts: (_ l: Double, _ b: Double) -> [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: 100)
        for b in (0..<8).map({ asin((Double($0) + 0.5) / 8) * 180 / .pi }) {
            for l in stride(from: 22.5, to: 180, by: 45) {
                for (index, count) in counts(l, b).enumerated() { sums[index] += count * 41_253 / 32 }
            }
        }
        return sums
    }

    /// Stars of a square degree brighter than the faint end of each bin of r.
    private static func inR(l: Double, b: Double, lastBin: Int) -> [Double] {
        let table = SightlineTable(GalacticPosition(l: l, b: b), area: 1)
        var sum = 0.0
        return (0..<lastBin).map { bin in
            sum += table.counts(bin: bin).reduce(0, +)
            return sum
        }
    }

    /// Gaia's universe model has 1.1 x 10^9 stars brighter than G = 20 (Robin et al. 2012,
    /// doi:10.1051/0004-6361/201118646), Gaia DR3 more than 1.8 x 10^9 to its limit of 21 (Gaia Collaboration 2023,
    /// doi:10.1051/0004-6361/202243940). Near there G is r to some tenths of a magnitude.
    @Test func `the whole sky has the stars of Gaia brighter than 20 and 21 mag within 30 %`() {
        let stars = Self.wholeSky(lastBin: 64) { l, b in Self.inR(l: l, b: b, lastBin: 64) }
        for (bin, published) in [(59, 1.1e9), (63, 1.8e9)] {
            #expect(abs(stars[bin] / published - 1) < 0.3, "bin \(bin): \(stars[bin])")
        }
    }

    @Test func `dust at the poles and near the plane is what reddening maps have on average`() {
        #expect((0.03...0.1).contains(DustSheet.column(GalacticPosition(l: 0, b: 90))))
        #expect((0.08...0.25).contains(DustSheet.column(GalacticPosition(l: 90, b: 30))))
        #expect((0.7...2.5).contains(DustSheet.column(GalacticPosition(l: 90, b: 5))))
        let b = DustSheet.column(GalacticPosition(l: 120, b: -10))
        #expect(abs(DustSheet.column(GalacticPosition(l: 120, b: 10)) / b - 1) < 0.6)
    }
}
