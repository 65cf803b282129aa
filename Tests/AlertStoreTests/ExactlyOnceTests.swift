import AlertModel
import AlertStore
import AlertTesting
import Bytes
import Testing

@Suite struct ExactlyOnceTests {
    private static let topic = "alerts"
    private static let stage = "ingest test"

    /// A topic of three partitions with alerts, repeated alerts and packets that cannot be read.
    private func makeTopic(using random: inout SplitMix) -> [IngestItem] {
        let sky = SmallSky(objects: 9, epochs: 14, using: &random)
        var contents: [IngestItem.Content] = []
        for life in sky.lives {
            for epoch in life.detections.indices where Int.random(in: 0..<4, using: &random) > 0 {
                contents.append(.alerts([sky.alert(life, epoch: epoch, using: &random)]))
                if Int.random(in: 0..<5, using: &random) == 0 {
                    contents.append(.alerts([sky.alert(life, epoch: epoch, using: &random)]))
                }
                if Int.random(in: 0..<9, using: &random) == 0 {
                    contents.append(.rejected(Rejection(reason: "digest", detail: "flipped", bytes: [1, 2, 3])))
                }
            }
        }
        contents.shuffle(using: &random)
        return contents.enumerated().map { index, content in
            let reference = PacketReference(
                topic: Self.topic, partition: Int32(index % 3), offset: Int64(index / 3) * 2)
            return IngestItem(reference: reference, content: content)
        }
    }

    /// Batches as a broker reads them that starts over from `offsets`, some packets delivered again.
    private func delivery(
        of items: [IngestItem], after offsets: [Int32: Int64], using random: inout SplitMix
    ) -> [IngestItem] {
        var left = items.filter { $0.reference.offset >= offsets[$0.reference.partition] ?? 0 }
        let again = items.filter { !left.map(\.reference).contains($0.reference) }.shuffled(using: &random).prefix(4)
        left = Array(left.prefix(Int.random(in: 1...40, using: &random)))
        return Array(again) + left + left.prefix(2)
    }

    @Test(arguments: 0..<12)
    func `redelivery and a store reopened at any point change neither rows nor sums`(seed: Int) async throws {
        var random = SplitMix(seed: UInt64(seed))
        let folder = try TemporaryFolder()
        let items = makeTopic(using: &random)
        var model = StoreModel()
        var store = try AlertStore(path: folder.store)
        while model.seen.count < items.count {
            let offsets = try await store.committedOffsets(topic: Self.topic)
            let batch = IngestBatch(stage: Self.stage, items: delivery(of: items, after: offsets, using: &random))
            let outcome = try store.ingest(batch)
            batch.items.forEach { model.take($0) }
            #expect(outcome.accounted + outcome.redelivered == batch.items.count)
            if Int.random(in: 0..<3, using: &random) == 0 {
                try store.close()
                store = try AlertStore(path: folder.store)
            }
            #expect(try await store.accounts() == [model.account])
        }
        try await expect(store, holds: model)
    }

    private func expect(_ store: AlertStore, holds model: StoreModel) async throws {
        let totals = try await store.totals()
        #expect(totals.objects == model.objects.count)
        #expect(totals.alerts == model.packets.count)
        #expect(try await store.quarantine(limit: 1000, offset: 0).count == model.quarantined.count)
        for (id, expected) in model.objects {
            let curve = try await store.lightCurve(of: id)
            #expect(Dictionary(uniqueKeysWithValues: curve.detections.map { ($0.id, $0) }) == expected.detections)
            #expect(curve.forced.count == expected.forced.count && Set(curve.forced) == expected.forced)
            #expect(curve.upperLimits.count == expected.limits.count && Set(curve.upperLimits) == expected.limits)
            #expect(curve.packets.count == expected.alerts.count)
            for alert in expected.alerts {
                let key = StoreModel.AlertKey(survey: id.survey, id: alert)
                #expect(curve.packets[alert] == model.packets[key])
                #expect(try await store.packet(survey: id.survey, alertID: alert) == model.packets[key])
            }
            let row = try #require(try await store.object(id))
            #expect(row.detectionCount == expected.detections.count)
            #expect(row.alertCount == expected.alerts.count)
            #expect(row.lastMjdTai == expected.detections.values.map(\.midpointMjdTai).max())
            #expect(row.firstMjdTai == expected.detections.values.map(\.midpointMjdTai).min())
        }
    }
}
