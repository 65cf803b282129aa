import AlertModel
import AlertStore
import AlertTesting
import Testing

@Suite struct MergeTests {
    private func items(_ alerts: [Alert]) -> [IngestItem] {
        alerts.enumerated().map { index, alert in
            IngestItem(alert, at: PacketReference(topic: "t", partition: 0, offset: Int64(index)))
        }
    }

    /// Stores `alerts` in batches of `size` and gives back the curve of their object, packets left out.
    private func curve(_ alerts: [Alert], batch size: Int) async throws -> LightCurve {
        let folder = try TemporaryFolder()
        let store = try AlertStore(path: folder.store)
        let items = items(alerts)
        for start in stride(from: 0, to: items.count, by: size) {
            _ = try store.ingest(
                IngestBatch(stage: "s", items: Array(items[start..<min(start + size, items.count)])))
        }
        return try await store.lightCurve(of: alerts[0].objectID)
    }

    @Test(arguments: 0..<6)
    func `packets in any order make the same light curve`(seed: Int) async throws {
        var random = SplitMix(seed: UInt64(seed))
        let sky = SmallSky(objects: 1, epochs: 300, using: &random)
        var alerts = sky.lives[0].detections.indices.map { sky.alert(sky.lives[0], epoch: $0, using: &random) }
        let expected = try await curve(alerts, batch: 100)
        alerts.shuffle(using: &random)
        let shuffled = try await curve(alerts, batch: 7)
        #expect(shuffled.detections == expected.detections)
        #expect(shuffled.forced == expected.forced)
        #expect(shuffled.upperLimits == expected.upperLimits)
        #expect(expected.detections == sky.lives[0].detections)
    }

    @Test func `of two records of one detection the fuller one is kept, whichever comes first`() async throws {
        var random = SplitMix(seed: 5)
        let sky = SmallSky(objects: 1, epochs: 12, using: &random)
        let full = (1..<12).map { sky.alert(sky.lives[0], epoch: $0, using: &random) }
        let poor = full.map { alert in
            var alert = alert
            for index in alert.history.indices { alert.history[index].psfFlux = nil }
            return alert
        }
        let one = try await curve(full + poor, batch: 3)
        let other = try await curve(poor.reversed() + full.shuffled(using: &random), batch: 4)
        #expect(one.detections == other.detections)
        #expect(one.detections.suffix(11) == sky.lives[0].detections.suffix(11))
    }

    @Test func `a packet that repeats known history writes one slice of a long curve`() throws {
        var random = SplitMix(seed: 1)
        let sky = SmallSky(objects: 1, epochs: 900, using: &random)
        let life = sky.lives[0]
        let folder = try TemporaryFolder()
        let store = try AlertStore(path: folder.store)
        func alert(_ epoch: Int) -> Alert {
            var alert = Alert(
                survey: life.id.survey, schemaVersion: "t", objectID: life.id, source: life.detections[epoch])
            alert.history = Array(life.detections[..<epoch])
            return alert
        }
        let references = (0..<3).map { PacketReference(topic: "t", partition: 0, offset: Int64($0)) }
        let first = try store.ingest(IngestBatch(stage: "s", items: [IngestItem(alert(897), at: references[0])]))
        #expect(first.slicesWritten > 4 && first.newPoints == 898)
        let second = try store.ingest(IngestBatch(stage: "s", items: [IngestItem(alert(898), at: references[1])]))
        #expect(second.slicesWritten == 1 && second.newPoints == 1)
        let again = try store.ingest(IngestBatch(stage: "s", items: [IngestItem(alert(898), at: references[2])]))
        #expect(again.slicesWritten == 0 && again.duplicate == 1)
    }
}
