import SkyMath
import Testing

@testable import SkyModel

@Suite struct MicrolensingEventTests {
    private func rate(l: Double, b: Double) -> Double {
        let cell = SkyCells.grid.pixel(SkyPosition(GalacticPosition(l: l, b: b)))
        let stars = StarCell(seed: 1, cell: cell, brighterThan: 22)
        let expected = stars.counts.indices.reduce(0) { $0 + LensingDraw(cell: stars, layer: $1).expected }
        return expected / Double(stars.counts.reduce(0, +))
    }

    /// Mroz et al. 2019, doi:10.3847/1538-4365/ab426b: 13.4e-6 per star and year at b = -3 degrees, falling by half
    /// in 1.4 degrees. The model is right within a factor of two. Their stars are those with I < 21, here r < 22.
    @Test func `towards the bulge the rate is that of the OGLE survey, and falls with latitude`() {
        let near = rate(l: 1, b: -3)
        #expect((6.7e-6...26e-6).contains(near), "\(near)")
        let (far, high) = (rate(l: 1, b: -6), rate(l: 90, b: 30))
        #expect(far < near / 1.5, "\(near) \(far)")
        #expect(high < near / 50, "\(near) \(high)")
    }

    @Test func `events are drawn for any span alone and their sources are stars of the cell`() throws {
        let cell = SkyCells.grid.pixel(SkyPosition(GalacticPosition(l: 1, b: -3)))
        let stars = StarCell(seed: 1, cell: cell, brighterThan: 22)
        let all = stars.microlensing(brighterThan: 22, peaking: 60_000..<68_000)
        let parts =
            stars.microlensing(brighterThan: 22, peaking: 60_000..<60_730)
            + stars.microlensing(brighterThan: 22, peaking: 60_730..<68_000)
        #expect(Set(all) == Set(parts) && all.count == parts.count && all.count > 5)
        for event in all {
            #expect(stars.star(event.source.id) == event.source)
            #expect((0..<1).contains(event.impact) && event.einsteinTime > 0)
        }
        let bright = stars.microlensing(brighterThan: 21, peaking: 60_000..<68_000)
        #expect(Set(bright) == Set(all.filter { $0.source.magnitude(.r) < 21 }))
    }
}
