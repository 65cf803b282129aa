import AlertModel
import AlertStore
import AlertStreams
import AlertTesting
import Foundation
import Testing

@testable import Portal

@Suite struct ObjectPageTests {
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
