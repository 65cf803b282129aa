import SkyMath
import Testing

@testable import SkyModel

@Suite struct StarQueryTests {
    private let sky = SyntheticSky(seed: 42)
    private let cone = SkyCone(centre: SkyPosition(ra: 150.1, dec: 2.2), radius: 0.35)

    @Test func `a cone holds the stars of its cells that lie in it, once each, by identifier`() {
        let stars = sky.stars(in: cone, brighterThan: 21)
        let wide = SkyCone(centre: cone.centre, radius: 0.8)
        let brute = SkyCells.cells(wide).flatMap { sky.starCell($0, brighterThan: 21).stars(brighterThan: 21) }
            .filter { cone.contains($0.position) }
        #expect(stars == brute.sorted { $0.id < $1.id })
        #expect(Set(stars.map(\.id)).count == stars.count)
        #expect(Set(stars.map(\.position)).count == stars.count)
        #expect(stars.count > 500)
    }

    @Test func `a brighter limit gives the same stars without the faint ones`() {
        let faint = sky.stars(in: cone, brighterThan: 21)
        for limit in [12.0, 17.3, 20] {
            #expect(sky.stars(in: cone, brighterThan: limit) == faint.filter { $0.magnitude(.r) < limit })
        }
        #expect(sky.stars(in: cone, brighterThan: 3).isEmpty)
    }

    @Test func `the same stars come from any thread and in any order, and others from another seed`() async {
        let (sky, cells) = (sky, SkyCells.cells(cone))
        let inOrder = cells.map { sky.starCell($0, brighterThan: 20).stars(brighterThan: 20) }
        let onThreads = await withTaskGroup(of: (Int, [Star]).self) { group in
            for (place, cell) in cells.enumerated().reversed() {
                group.addTask { (place, sky.starCell(cell, brighterThan: 20).stars(brighterThan: 20)) }
            }
            return await group.reduce(into: [[Star]](repeating: [], count: cells.count)) { $0[$1.0] = $1.1 }
        }
        #expect(inOrder == onThreads)
        let other = SyntheticSky(seed: 43).starCell(cells[0], brighterThan: 20).stars(brighterThan: 20)
        #expect(other != inOrder[0])
    }

    @Test func `the stars that vary are found without the others`() {
        let cell = sky.starCell(SkyCells.grid.pixel(cone.centre), brighterThan: 21)
        for part in [nil, SkyCone(centre: cone.centre, radius: 0.1)] {
            let all = cell.stars(brighterThan: 21, in: part)
            #expect(cell.variableStars(brighterThan: 21, in: part) == all.filter { $0.variability != .constant })
        }
    }

    @Test(arguments: [1, 2, 1000]) func `several threads find the stars that one finds`(threads: Int) async {
        let small = SkyCone(centre: cone.centre, radius: 0.2)
        let parts = await sky.starsByCell(in: small, brighterThan: 20, threads: threads)
        #expect(parts.count == SkyCells.cells(small).count)
        #expect(parts.flatMap(\.self) == sky.stars(in: small, brighterThan: 20))
    }

    @Test func `cones that share a border share no star and miss none`() {
        let east = SkyCone(centre: SkyPosition(ra: 150.5, dec: 2.2), radius: 0.5)
        let west = SkyCone(centre: SkyPosition(ra: 149.7, dec: 2.2), radius: 0.5)
        let both = Set(sky.stars(in: east, brighterThan: 20) + sky.stars(in: west, brighterThan: 20))
        let around = SkyCone(centre: SkyPosition(ra: 150.1, dec: 2.2), radius: 1)
        let wanted = sky.stars(in: around, brighterThan: 20).filter {
            east.contains($0.position) || west.contains($0.position)
        }
        #expect(both == Set(wanted))
    }

    @Test func `a star is found again by its identifier alone`() throws {
        let star = try #require(sky.stars(in: cone, brighterThan: 21).last)
        let id = try #require(SkyObjectID(rawValue: star.id.rawValue))
        #expect(sky.starCell(id.cell, brighterThan: 21).star(id) == star)
        #expect(sky.starCell(id.cell, brighterThan: 16).star(id) == nil)
        let none = SkyObjectID(kind: .star, cell: id.cell, block: 2, index: 1 << 23)
        #expect(sky.starCell(id.cell, brighterThan: 21).star(none) == nil)
    }

    @Test func `numbers drawn in a cell scatter about the expected by Poisson's law`() {
        let cells = SkyCells.cells(SkyCone(centre: cone.centre, radius: 1))
        var chiSquared = 0.0
        for cell in cells {
            let drawn = sky.starCell(cell, brighterThan: 16).counts.reduce(0, +)
            let table = SightlineTable(SkyCells.grid.centre(of: cell).galactic, area: SkyCells.area)
            let expected = (0..<44).reduce(0.0) { $0 + table.counts(bin: $1).reduce(0, +) }
            chiSquared += (Double(drawn) - expected) * (Double(drawn) - expected) / expected
        }
        let freedom = Double(cells.count)
        #expect(abs(chiSquared - freedom) < 5 * (2 * freedom).squareRoot())
    }

    @Test func `colours, temperatures and distances are those of stars`() {
        let stars = sky.stars(in: cone, brighterThan: 23)
        for star in stars {
            let m = star.magnitudes
            #expect((-1.2...4).contains(m[.u] - m[.g]) && (-0.8...2.6).contains(m[.g] - m[.r]))
            #expect((-0.6...3.2).contains(m[.r] - m[.i]) && (-0.6...2.2).contains(m[.i] - m[.z]))
            #expect((2000...26_000).contains(star.effectiveTemperature))
            let modulus = 10 - 5 * Decimal.log10(star.parallax)
            let dimmed = star.absoluteMagnitude + modulus + star.extinction * DustSheet.ratioR
            #expect(abs(dimmed - m[.r]) < 1e-3)
        }
        let red = stars.count { $0.magnitude(.g) - $0.magnitude(.r) > 1.1 }
        #expect((0.25...0.85).contains(Double(red) / Double(stars.count)))
    }
}
