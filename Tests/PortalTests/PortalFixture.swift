import AlertModel
import AlertStore
import AlertStreams
import AlertTesting
import Avro
import Bytes
import Foundation
import Portal
import Synchronization
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A portal over a store of made-up packets, on a port of its own.
final class PortalFixture: Sendable {
    let port: Int
    let packets: [Bytes]
    let alerts: [Alert]
    private let folder: String?
    private let serving: Task<Void, any Error>

    /// `extra` packets go to the topic behind twelve made-up ones and are stored too.
    static func start() async throws -> PortalFixture {
        let folder = NSTemporaryDirectory() + "tocsin-portal-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let made = SyntheticPackets(seed: 7, objectCount: 4, historyLength: 5)
        let packets =
            try (0..<7).map { try made.lsst($0) } + [singleObject(made.lsst(7))] + (0..<4).map { try made.ztf($0) }
        let stream = MemoryStream()
        try await stream.createTopic("alerts", partitions: 1)
        try await stream.producer(to: "alerts").send(packets.map { OutgoingRecord(value: $0) })
        let store = try AlertStore(path: folder + "/store.sqlite")
        let decoder = AlertDecoder()
        let alerts = try packets.flatMap { try decoder.decode($0) }
        let items = alerts.enumerated().map { index, alert in
            IngestItem(alert, at: PacketReference(topic: "alerts", partition: 0, offset: Int64(index)))
        }
        _ = try store.ingest(IngestBatch(stage: "ingest alerts", items: items + [hostile(offset: 12)]))
        return try await serve(store, stream, packets: packets, alerts: alerts, folder: folder)
    }

    /// A portal over any store; `folder` is removed in the end.
    static func serve(
        _ store: any AlertStoreReader, _ stream: MemoryStream = MemoryStream(), packets: [Bytes] = [],
        alerts: [Alert] = [], folder: String? = nil
    ) async throws -> PortalFixture {
        let portal = Portal(configuration: PortalConfiguration(port: 0, version: "test"), store: store, fetcher: stream)
        let port = Mutex<Int?>(nil)
        let serving = Task { try await portal.run { listening in port.withLock { $0 = listening } } }
        while port.withLock({ $0 }) == nil { try await Task.sleep(for: .milliseconds(5)) }
        return PortalFixture(
            port: port.withLock { $0 } ?? 0, packets: packets, alerts: alerts, folder: folder, serving: serving)
    }

    /// A Confluent-framed packet as a single object, which names its schema by a fingerprint.
    private static func singleObject(_ packet: Bytes) throws -> Bytes {
        let framing = try #require(Framing.detect(packet))
        guard case .confluent(let id) = framing, let schema = SchemaDirectory().schema(id: id) else { return packet }
        return try Framing.singleObject(fingerprint: schema.crc64).frame(framing.datum(of: packet))
    }

    /// A packet in quarantine whose reason tries to be a script.
    private static func hostile(offset: Int64) -> IngestItem {
        let rejection = Rejection(reason: "decode", detail: "<script>alert('x')</script>", bytes: [1, 2, 3])
        return IngestItem(
            reference: PacketReference(topic: "alerts", partition: 0, offset: offset), content: .rejected(rejection))
    }

    private init(port: Int, packets: [Bytes], alerts: [Alert], folder: String?, serving: Task<Void, any Error>) {
        self.port = port
        self.packets = packets
        self.alerts = alerts
        self.folder = folder
        self.serving = serving
    }

    deinit {
        serving.cancel()
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }

    struct Answer {
        var status: Int
        var body: Data
        var headers: [String: String]

        var text: String { String(decoding: body, as: UTF8.self) }

        func json() throws -> Any { try JSONSerialization.jsonObject(with: body) }
    }

    func get(_ path: String) async throws -> Answer { try await ask("GET", path) }

    func ask(_ method: String, _ path: String) async throws -> Answer {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        let (body, response) = try await URLSession.shared.data(for: request)
        let http = response as? HTTPURLResponse
        var headers: [String: String] = [:]
        for (name, value) in http?.allHeaderFields ?? [:] { headers["\(name)".lowercased()] = "\(value)" }
        return Answer(status: http?.statusCode ?? 0, body: body, headers: headers)
    }
}
