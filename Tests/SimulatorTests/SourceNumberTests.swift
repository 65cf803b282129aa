import AlertModel
import Observing
import SkyMath
import SkyModel
import Testing

@testable import Simulator

/// Numbers of detections: no two sources share one.
@Suite struct SourceNumberTests {
    private static func cells(_ position: SkyPosition, until mjdTai: Double, faintest: Double = 21) -> [CellSources] {
        let request = SkyRequest(
            sky: Sky(SyntheticSky(seed: 2), catalogues: SkyCatalogues()), limit: faintest,
            season: mjdTai - 500..<mjdTai, template: TemplateEpochs(servingAt: mjdTai - 1))
        return SkyCells.cells(SkyCone(centre: position, radius: 0.3)).map { CellSources($0, request) }
    }

    @Test func `no two sources of a crowded field share a number in a visit, forced or not`() throws {
        let measurer = Measurer(seed: 2)
        var visit = ZTFNight.visits[4]
        visit.position = SkyPosition(ra: 268, dec: -29.5)
        let season = Season([visit], measurer.model)
        let sources = Self.cells(visit.position, until: visit.startMjdTai).flatMap(\.sources)
        let epochs = sources.compactMap { source in
            measurer.sighting(source, visit: 0, in: season).map { sighting in
                let truth = SourceTruth(
                    key: source.id, position: sighting.position, scienceFlux: 1000, templateFlux: 0)
                return (source.counter, measurer.forced(truth, sighting, in: season))
            }
        }
        let ids = epochs.flatMap { counter, epoch in
            [false, true].map { SourceNumber.id(counter, epoch, season, isForced: $0) }
        }
        #expect(epochs.count > 1000 && Set(ids).count == ids.count, "\(epochs.count) sources")
    }

    @Test func `a source keeps its number while others come and go`() {
        let place = SkyPosition(ra: 150, dec: -30)
        let nights = [61_000.0, 61_037, 61_180].map { mjdTai in
            Self.cells(place, until: mjdTai).flatMap(\.sources)
        }
        let events = Set(nights.map { Set($0.map(\.id)) }.reduce(Set(nights[0].map(\.id))) { $0.intersection($1) })
        let numbers = nights.map { night in
            night.filter { events.contains($0.id) }.map { [$0.id, UInt64($0.counter)] }.sorted { $0[0] < $1[0] }
        }
        #expect(numbers[0] == numbers[1] && numbers[0] == numbers[2])
        #expect(Set(nights[0].map(\.id)) != Set(nights[2].map(\.id)), "some came")
        #expect(nights[0].count { !CellNumbers.isLasting($0.id) && events.contains($0.id) } > 100)
    }

    @Test func `a cell of the bulge and one at the pole have numbers enough`() {
        for place in [SkyPosition(ra: 268, dec: -29.5), SkyPosition(ra: 192.86, dec: 27.13)] {
            let request = SkyRequest(
                sky: Sky(SyntheticSky(seed: 2), catalogues: SkyCatalogues()), season: 60_700..<61_200,
                template: TemplateEpochs(servingAt: 61_199))
            let sources = CellSources(SkyCells.grid.pixel(place), request).sources
            #expect(Set(sources.map(\.counter)).count == sources.count, "\(sources.count) sources")
            let events = sources.count { !CellNumbers.isLasting($0.id) }
            #expect(events > 20 && events < 500, "\(sources.count), \(events) events")
        }
    }

    @Test func `the cells that a detector reaches into have different colours`() {
        var draws = Draws(seed: 8)
        for number in 0..<20_000 {
            // Everywhere, and often where faces of the grid meet.
            let ra = number % 2 == 0 ? draws.uniform(0..<360) : 90 * Double(number % 4) + draws.uniform(-1..<1)
            let centre = SkyPosition(ra: ra, dec: draws.uniform(-90..<90))
            let turn = draws.uniform(0..<90)
            var cells: Set<Int64> = []
            for step in 0..<72 {
                let angle = Double(step) * 5
                let side = 0.1135 / max(abs(cosine(turns: angle / 360)), abs(cosine(turns: (angle - 90) / 360)))
                cells.insert(SkyCells.grid.pixel(centre.offset(by: side, positionAngle: turn + angle)))
            }
            let colours = Set(cells.map { DetectorCounter.colour(ofCell: UInt64($0)) })
            #expect(colours.count == cells.count, "\(centre) \(cells)")
        }
    }

    @Test func `counters are shuffled without loss, and otherwise for each detector`() {
        let parts = DiaSourceID(
            release: 1, isOneToOne: false, day: 6000, sequence: 12, detector: 3, counter: 0)
        let counters = (0..<DetectorCounter.count).map { DetectorCounter.shuffled($0, by: parts) }
        #expect(Set(counters).count == DetectorCounter.count && (counters.max() ?? 0) < DetectorCounter.count)
        var other = parts
        other.detector = 4
        #expect((0..<100).count { DetectorCounter.shuffled($0, by: other) == counters[$0] } < 3)
        #expect(
            DetectorCounter.body(1287) < DetectorCounter.count && DetectorCounter.artefact(0) < DetectorCounter.body(0))
    }
}
