import AlertModel
import AlertStore
import AlertStreams
import AlertTesting
import Bytes
import Foundation
import Testing

@testable import Portal

@Suite struct ObjectPageTests {
    @Test(arguments: [false, true])
    func `an object whose packets cannot be read keeps its light curve and says why there are no stamps`(
        isTopicThere: Bool
    ) async throws {
        let folder = NSTemporaryDirectory() + "tocsin-portal-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let alerts = try AlertDecoder().decode(SyntheticPackets(seed: 4, objectCount: 1, historyLength: 3).lsst(0))
        let items = alerts.map { IngestItem($0, at: PacketReference(topic: "night", partition: 0, offset: 0)) }
        let store = try AlertStore(path: folder + "/store.sqlite")
        _ = try store.ingest(IngestBatch(stage: "ingest night", items: items))
        let stream = MemoryStream()
        if isTopicThere {
            try await stream.createTopic("night", partitions: 1)
            try await stream.producer(to: "night").send([OutgoingRecord(value: [1, 2, 3])])
        }
        let portal = try await PortalFixture.serve(store, stream, alerts: alerts, folder: folder)
        let alert = try #require(alerts.first)
        let page = try await portal.get("/objects/\(alert.objectID)")
        #expect(page.status == 200 && page.text.contains("<g class=\"point "))
        let why: Regex<Substring> =
            isTopicThere ? /the packet could not be read; .* under [0-9a-f]{8}/ : /topic night, .* is gone/
        #expect(page.text.contains(why))
        let packet = try await portal.get("/api/v1/alerts/LSST/\(alert.id)/packet.avro")
        #expect(packet.status == (isTopicThere ? 200 : 410))
        #expect(try await portal.get("/objects/\(alert.objectID)?stretch=nonsense").status == 400)
    }

    @Test func `a page with 1,000 points has each of them in the drawing and in the table`() async throws {
        let folder = NSTemporaryDirectory() + "tocsin-portal-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let made = SyntheticPackets(seed: 3, objectCount: 1, historyLength: 500)
        let packet = try made.lsst(0)
        let alerts = try AlertDecoder().decode(packet)
        let stream = MemoryStream()
        try await stream.createTopic("alerts", partitions: 1)
        try await stream.producer(to: "alerts").send([OutgoingRecord(value: packet)])
        let items = alerts.map { IngestItem($0, at: PacketReference(topic: "alerts", partition: 0, offset: 0)) }
        let store = try AlertStore(path: folder + "/store.sqlite")
        _ = try store.ingest(IngestBatch(stage: "ingest alerts", items: items))
        let portal = try await PortalFixture.serve(store, stream, alerts: alerts, folder: folder)
        let id = try #require(alerts.first).objectID
        let curve = try await store.lightCurve(of: id)
        let count = curve.detections.count + curve.forced.count + curve.upperLimits.count
        #expect(count >= 1000)
        let page = try await portal.get("/objects/\(id)")
        #expect(page.status == 200 && page.text.hasSuffix("</html>\n"))
        #expect(page.text.contains("data-points=\"\(count)\""))
        #expect(page.text.matches(of: #/<g class="point /#).count == count)
        #expect(page.text.matches(of: #/<tr><td>\d/#).count == count)
    }
}
