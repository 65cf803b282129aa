import Distribution
import Foundation
import Synchronization
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite struct RegistryServerTests {
    private static func ask(
        _ port: Int, _ path: String, method: String = "GET"
    ) async throws -> (status: Int, body: Data, type: String?) {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")), timeoutInterval: 20)
        request.httpMethod = method
        let session = URLSession(configuration: .ephemeral)
        defer { session.finishTasksAndInvalidate() }
        let (body, response) = try await session.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        return (answer.statusCode, body, answer.value(forHTTPHeaderField: "Content-Type"))
    }

    /// The beginning of what comes back by a plain connection: Foundation's session on Linux waits for ever after a 401.
    private static func answer(_ port: Int) -> String? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { return nil }
        let request = Array("GET /subjects HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\r\n".utf8)
        _ = request.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        var piece = [UInt8](repeating: 0, count: 4096)
        // Where the request was not read yet, the connection is reset.
        let count = piece.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        return String(decoding: piece.prefix(max(0, count)), as: UTF8.self)
    }

    @Test func `it answers over HTTP with the media type of the protocol, and tells of each request`() async throws {
        let told = Mutex<[RegistryExchange]>([])
        var server = RegistryServer(SchemaCatalogue(), port: 0)
        server.onExchange = { exchange in told.withLock { $0.append(exchange) } }
        let text = try #require(server.catalogue.text(id: 1101))
        try await server.serving { port in
            let answer = try await Self.ask(port, "/schemas/ids/1101?subject=a%2Fb-value")
            #expect(answer.status == 200 && answer.type == RegistryAnswer.mediaType)
            let object = try JSONSerialization.jsonObject(with: answer.body) as? [String: String]
            #expect(object?["schema"] == text)
            let head = try await Self.ask(port, "/schemas/ids/1101", method: "HEAD")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(try await Self.ask(port, "/subjects/x/versions").status == 404)
            #expect(try await Self.ask(port, "/subjects/x/versions", method: "POST").status == 405)
        }
        let lines = told.withLock { $0.map { "\($0.method) \($0.target) \($0.status ?? 0)" } }
        #expect(
            lines == [
                "GET /schemas/ids/1101?subject=a%2Fb-value 200", "HEAD /schemas/ids/1101 200",
                "GET /subjects/x/versions 404",
                "POST /subjects/x/versions 405",
            ])
    }

    @Test func `it is away and back as its conduct says`() async throws {
        let conduct = Mutex(RegistryConduct.normal)
        var server = RegistryServer(SchemaCatalogue(), port: 0)
        server.conduct = { conduct.withLock { $0 } }
        try await server.serving { port async throws in
            func set(_ new: RegistryConduct) { conduct.withLock { $0 = new } }
            #expect(try await Self.ask(port, "/subjects").status == 200)
            set(RegistryConduct(outage: .status(503)))
            #expect(try await Self.ask(port, "/subjects").status == 503)
            set(RegistryConduct(outage: .hangUp))
            #expect(Self.answer(port) == "")
            set(RegistryConduct(outage: .slow(.milliseconds(300))))
            let start = ContinuousClock.now
            #expect(try await Self.ask(port, "/subjects").status == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(300))
            set(RegistryConduct(areCredentialsExpired: true))
            #expect(Self.answer(port)?.hasPrefix("HTTP/1.1 401 ") == true)
            set(.normal)
            #expect(Self.answer(port)?.hasPrefix("HTTP/1.1 200 ") == true)
        }
    }

    @Test func `a port that is taken is an error that names it`() async throws {
        let server = RegistryServer(SchemaCatalogue(), port: 0)
        try await server.serving { port in
            let error = await #expect(throws: DistributionError.self) {
                try await RegistryServer(SchemaCatalogue(), port: port).serving { _ in }
            }
            #expect(error?.description.contains(":\(port)") == true)
        }
    }

    @Test func `what goes on beside it ends it, also by an error`() async throws {
        struct Enough: Error {}
        await #expect(throws: Enough.self) {
            try await RegistryServer(SchemaCatalogue(), port: 0).serving { _ in throw Enough() }
        }
    }
}
