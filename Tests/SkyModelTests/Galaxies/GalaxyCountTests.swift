import SkyMath
import Testing

@testable import SkyModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct GalaxyCountTests {
    /// Galaxies per square degree by i magnitude in bins of half a magnitude from 18, without dust.
    private static let iCounts: [Double] = {
        var counts = [Double](repeating: 0, count: 20)
        for layer in GalaxyGrid.shared.layers {
            for (possible, number) in zip(layer.cases, layer.numbers) {
                let correction = GalaxyGrid.shared.correction(row: possible.row)
                let place = Int(((possible.middleMagnitude + correction[3] - correction[2] - 18) * 2).rounded(.down))
                if counts.indices.contains(place) { counts[place] += number }
            }
        }
        return counts
    }()

    /// Decimal logarithms of the galaxies per square degree and magnitude at i = 19.75 ... 25.25: COSMOS2020, Weaver
    /// et al. 2022, doi:10.3847/1538-4365/ac3078, table 2.
    private static let cosmos = [3.23, 3.44, 3.64, 3.85, 4.03, 4.21, 4.38, 4.54, 4.71, 4.86, 4.97, 5.08]

    @Test func `counts by i magnitude are within 20 % of COSMOS2020 from 19.75 to 25.25`() {
        for (step, logarithm) in Self.cosmos.enumerated() {
            let density = Self.iCounts[step + 3] * 2
            #expect(abs(density / pow(10, logarithm) - 1) < 0.2, "i \(19.75 + 0.5 * Double(step))")
        }
    }

    /// 46 per square arcminute brighter than 25, by 10^(0.31 (i - 25)): LSST Science Book, arXiv:0912.0201, section
    /// 3.7.2.
    @Test(arguments: [23.0, 24, 25]) func `counts brighter than i are within 30 % of the LSST Science Book's`(
        i: Double
    ) {
        let brighter = Self.iCounts[0..<Int((i - 18) * 2)].reduce(0, +)
        #expect(abs(brighter / (46 * 3600 * pow(10, 0.31 * (i - 25))) - 1) < 0.3)
    }

    /// 92 per square degree: Strauss et al. 2002, doi:10.1086/342343.
    @Test func `there are as many galaxies brighter than r = 17.77 as the SDSS main sample has`() {
        let layers = GalaxyGrid.shared.layers
        let numbers = layers.flatMap { Array(zip($0.cases, $0.numbers)) }
        let brighter = numbers.reduce(0) { $0 + ($1.0.middleMagnitude < 17.75 ? $1.1 : 0) }
        #expect(abs(brighter / 92 - 1) < 0.3, "\(brighter)")
    }

    /// z_median = 0.67 at i < 23.5 or so and 0.8 to 1 at i < 25: z* = 0.0417 i - 0.744, times 2.67: LSST Science
    /// Book, section 3.7.2.
    @Test(arguments: [(23.0, 0.57), (25.0, 0.80)])
    func `median redshifts grow with depth as the LSST Science Book has it`(
        i: Double, median: Double
    ) {
        var byRedshift = [Double](repeating: 0, count: GalaxyGrid.redshiftCount)
        for layer in GalaxyGrid.shared.layers {
            for (possible, number) in zip(layer.cases, layer.numbers) {
                let correction = GalaxyGrid.shared.correction(row: possible.row)
                let magnitude = possible.middleMagnitude + correction[3] - correction[2]
                if magnitude < i { byRedshift[possible.redshift] += number }
            }
        }
        let half = byRedshift.reduce(0, +) / 2
        var (sum, found) = (0.0, 0.0)
        for (step, number) in byRedshift.enumerated() where sum < half {
            sum += number
            found = (Double(step) + 0.5) * GalaxyGrid.redshiftStep
        }
        #expect(abs(found / median - 1) < 0.3, "\(found)")
    }

    @Test func `the galaxies drawn are as many and as bright as expected`() {
        let cells = SkyCells.cells(SkyCone(centre: SkyPosition(ra: 53, dec: -28), radius: 1))
        let galaxies = cells.flatMap { GalaxyCell(seed: 4, cell: $0).galaxies(brighterThan: 21) }
        let clear = 21 - GalaxyCell(seed: 4, cell: cells[0]).extinction * DustSheet.ratioR
        let numbers = GalaxyGrid.shared.layers.flatMap { Array(zip($0.cases, $0.numbers)) }
        let expected = numbers.reduce(0.0) { sum, each in
            let (possible, number) = each
            let share = (clear - possible.middleMagnitude) / MagnitudeLayers.binWidth + 0.5
            return sum + number * min(max(share, 0), 1)
        }
        let wanted = expected * SkyCells.area * Double(cells.count)
        #expect(abs(Double(galaxies.count) - wanted) < 5 * wanted.squareRoot() + 0.01 * wanted)
        #expect(galaxies.allSatisfy { $0.magnitude(.r) < 21 })
    }
}
