import SkyMath
import Testing

@testable import SkyModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Stars of the whole sky, most of which lie near the plane, from 32 directions of equal shares of one half of it.
@Suite struct WholeSkyCountTests {
    /// Stars brighter than 5, 5.25 ... 22.75 in r, V and Gaia's G.
    private struct Counts {
        var r = [Double](repeating: 0, count: 72)
        var v = [Double](repeating: 0, count: 72)
        var g = [Double](repeating: 0, count: 72)

        static func place(_ magnitude: Double) -> Int { max(0, Int(((magnitude - 5) * 4).rounded(.up))) }

        mutating func add(_ magnitudes: (r: Double, v: Double, g: Double), _ number: Double) {
            Self.add(&r, magnitudes.r, number)
            Self.add(&v, magnitudes.v, number)
            Self.add(&g, magnitudes.g, number)
        }

        private static func add(_ counts: inout [Double], _ magnitude: Double, _ number: Double) {
            if place(magnitude) < counts.count { counts[place(magnitude)] += number }
        }

        static func sum(_ counts: [Double], to magnitude: Double) -> Double {
            counts[...place(magnitude)].reduce(0, +)
        }
    }

    private static let sky: Counts = {
        var counts = Counts()
        for direction in 0..<32 {
            let (ring, column) = direction.quotientAndRemainder(dividingBy: 4)
            // Directions change sides of the plane, so that both have their share.
            let side = (ring + column) % 2 == 0 ? 1.0 : -1
            let (l, b) = (22.5 + 45 * Double(column), side * asin((Double(ring) + 0.5) / 8) * 180 / .pi)
            add(&counts, SightlineTable(GalacticPosition(l: l, b: b), area: 41_253.0 / 32))
        }
        return counts
    }()

    private static func add(_ counts: inout Counts, _ table: SightlineTable) {
        for bin in 0..<68 {
            let r = MagnitudeLayers.magnitude(bin: bin) + 0.125
            for (place, number) in table.counts(bin: bin).enumerated() where number > 0 {
                counts.add(StarCountTests.magnitudes(r, place, table), number)
            }
        }
    }

    /// Tycho-2 (in V) and UCAC4 (Zacharias et al. 2013, doi:10.1088/0004-6256/145/2/44, in a band of 579 to 642 nm,
    /// here r), as counted for the HNSKY planetarium (hnsky.org, "Counting stars"). At 16 mag, where UCAC4 ends, it
    /// has 88.9 million and the model two thirds of that.
    @Test func `the whole sky has the stars of Tycho-2 and UCAC4 brighter than 10, 12, 14 and 15 mag within 30 %`() {
        #expect(abs(Counts.sum(Self.sky.v, to: 10) / 382_925 - 1) < 0.3)
        for (r, published) in [(12.0, 2_955_951.0), (14, 17_214_116), (15, 39_387_795)] {
            let found = Counts.sum(Self.sky.r, to: r)
            #expect(abs(found / published - 1) < 0.3, "\(r): \(found)")
        }
    }

    /// Gaia's universe model has 1.1 x 10^9 stars brighter than G = 20 (Robin et al. 2012,
    /// doi:10.1051/0004-6361/201118646), Gaia DR3 more than 1.8 x 10^9 to its limit of 21 (Gaia Collaboration 2023,
    /// doi:10.1051/0004-6361/202243940).
    @Test func `the whole sky has the stars of Gaia brighter than 20 and 21 mag within 30 %`() {
        for (g, published) in [(20.0, 1.1e9), (21, 1.8e9)] {
            let found = Counts.sum(Self.sky.g, to: g)
            #expect(abs(found / published - 1) < 0.3, "G \(g): \(found)")
        }
    }

    /// Integrated over latitude, Allen's table has 2.2 x 10^7 stars brighter than V = 15 and 5.9 x 10^8 brighter than
    /// 20, fewer than Gaia's counts would have: published counts near the plane differ by some 30 % among themselves.
    @Test func `the whole sky has the stars of Allen's table brighter than 15 and 20 mag within 20 %`() {
        for (v, published) in [(15.0, 2.18e7), (20, 5.91e8)] {
            let found = Counts.sum(Self.sky.v, to: v)
            #expect(abs(found / published - 1) < 0.2, "V \(v): \(found)")
        }
    }
}
