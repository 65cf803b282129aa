import Bytes
import Foundation
import Testing
import Transports

/// Answers POST with the statuses in its arguments, one after the other and the last for ever (`429:1` with
/// Retry-After, `cut` closes the connection, `hang` never answers), and prints connection, id, type, authorization,
/// length and MD5.
private let server = """
    import sys, hashlib, time, threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    plan, lock = sys.argv[1:], threading.Lock()
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *rest): pass
        def do_HEAD(self):
            self.send_response(int(plan[0].split(":")[0])); self.send_header("Content-Length", "0"); self.end_headers()
        def do_POST(self):
            with lock: step = plan.pop(0) if len(plan) > 1 else plan[0]
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if step == "cut": self.close_connection = True; return
            if step == "hang": time.sleep(3); self.close_connection = True; return
            status, _, wait = step.partition(":")
            with lock: print(status, self.client_address[1], self.headers["X-Tocsin-Id"], self.headers["Content-Type"],
                self.headers["Authorization"], len(body), hashlib.md5(body).hexdigest(), flush=True)
            text = b"" if status == "204" else b"because\\nof " + status.encode()
            self.send_response(int(status))
            if wait: self.send_header("Retry-After", wait)
            if status == "302": self.send_header("Location", "http://elsewhere/")
            if status != "204": self.send_header("Content-Length", str(len(text)))
            self.end_headers(); self.wfile.write(text)
    s = ThreadingHTTPServer(("127.0.0.1", 0), Handler); s.daemon_threads = True
    print(s.server_address[1], flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), __import__("os")._exit(0)), daemon=True).start()
    s.serve_forever()
    """

private struct Server {
    let program: Program
    let url: HTTPURL

    init(_ plan: String...) async throws {
        program = try Program("python3", arguments: ["-u", "-c", server] + plan)
        url = HTTPURL(HostPort("127.0.0.1", try #require(Int(try await program.line() ?? ""))), path: "/alerts?x=1")
    }

    /// Fields of the next request.
    func request() async throws -> [String] { try await program.line()?.split(separator: " ").map(String.init) ?? [] }
}

private let quick = HTTPOptions(patience: Patience(total: .seconds(20), firstPause: .milliseconds(5)))

@Suite(.enabled(if: Programs.hasPython, "python3 is not there"))
struct `Packets over HTTP` {
    @Test func `every packet is one POST on one connection, with its id, type and token`() async throws {
        let server = try await Server("200")
        var options = HTTPOptions(contentType: "application/octet-stream")
        options.headers = [HTTPHeader("Authorization", "Bearer-abc")]
        let transport = try HTTPTransport(to: server.url, options: options)
        var packets = samplePackets(20)
        packets[5].bytes = Bytes()
        packets[6].bytes = Bytes([UInt8](repeating: 9, count: 2_000_000))
        #expect(try await transport.send(packets).allSatisfy { $0.sentMs ?? 0 > 0 })
        var ports: Set<String> = []
        let digests = try await md5(packets)
        for packet in packets {
            let request = try await server.request()
            try #require(request.count == 7)
            ports.insert(request[1])
            let expected = ["\(packet.id)", "application/octet-stream", "Bearer-abc", "\(packet.bytes.count)"]
            #expect(Array(request[2..<6]) == expected)
            #expect(request[6] == digests[packet.id])
        }
        #expect(ports.count == 1)
        try await transport.close()
    }

    @Test func `several connections share the packets and none is lost`() async throws {
        let server = try await Server("204")
        let transport = try HTTPTransport(to: server.url, options: HTTPOptions(connections: 3))
        _ = try await transport.send(samplePackets(30))
        var (ids, ports): (Set<String>, Set<String>) = ([], [])
        for _ in 0..<30 {
            let request = try await server.request()
            try #require(request.count == 7)
            ids.insert(request[2])
            ports.insert(request[1])
        }
        #expect(ids == Set((1...30).map(String.init)))
        #expect((2...3).contains(ports.count))
        try await transport.close()
    }

    @Test func `a server that is not ready or breaks off gets the packet again`() async throws {
        let server = try await Server("503", "cut", "429:0", "500", "200")
        let transport = try HTTPTransport(to: server.url, options: quick)
        _ = try await transport.send(samplePackets(2))
        var statuses: [String] = []
        for _ in 0..<5 { statuses.append(try await server.request().prefix(3).joined(separator: " ")) }
        #expect(statuses.map { $0.split(separator: " ").first } == ["503", "429", "500", "200", "200"])
        let counts = await transport.counts
        #expect(counts.resent == 4 && counts.packets == 2)
        try await transport.close()
    }

    @Test func `Retry-After is waited for, and beyond patience it is an error`() async throws {
        let server = try await Server("429:1", "200")
        let transport = try HTTPTransport(to: server.url, options: quick)
        let start = ContinuousClock.now
        _ = try await transport.send(samplePackets(1))
        #expect(ContinuousClock.now - start >= .seconds(1))
        let late = try await Server("503:60")
        let impatient = try HTTPTransport(to: late.url, options: quick)
        let error = await #expect(throws: TransportError.self) { try await impatient.send(samplePackets(1)) }
        #expect(error?.isTransient == true && error?.detail.contains("HTTP 503") == true)
        #expect(ContinuousClock.now - start < .seconds(90))
    }

    @Test(arguments: [
        ("400", "HTTP 400: because of 400"), ("401", "authentication refused"), ("302", "http://elsewhere/"),
    ])
    func `another answer is an error at once that tells its beginning`(status: String, part: String) async throws {
        let server = try await Server(status)
        let transport = try HTTPTransport(to: server.url, options: quick)
        let error = await #expect(throws: TransportError.self) { try await transport.send(samplePackets(1)) }
        #expect(error?.detail.contains(part) == true && error?.isTransient == false)
        #expect(error?.detail.contains("Packet 1") == true)
        #expect(await transport.counts.resent == 0)
    }

    @Test func `a server that never answers is an error within the limit`() async throws {
        let server = try await Server("hang")
        var options = HTTPOptions(patience: Patience(total: .milliseconds(50)))
        options.answerLimit = .milliseconds(1500)
        let transport = try HTTPTransport(to: server.url, options: options)
        let error = await #expect(throws: TransportError.self) { try await transport.send(samplePackets(1)) }
        #expect(error?.detail.contains("no answer within 1.5 s") == true)
    }

    @Test(arguments: [("200", Readiness.State.ready), ("405", .ready), ("401", .notReady), ("503", .notReady)])
    func `the probe tells a server that takes us from one that does not`(status: String, state: Readiness.State)
        async throws
    {
        let server = try await Server(status)
        let transport = try HTTPTransport(to: server.url, options: quick)
        let answer = await transport.readiness(within: .seconds(20))
        #expect(answer.state == state && answer.reason.contains("HTTP \(status)"))
        #expect(!answer.reason.contains("authentication") || status == "401")
    }
}

/// Answers each connection with the next of the hexadecimal texts in its arguments, and closes it.
private let spoiler = """
    import sys, socket
    server = socket.create_server(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    for text in sys.argv[1:]:
        connection, _ = server.accept()
        connection.recv(65536)
        try: connection.sendall(bytes.fromhex(text))
        except OSError: pass
        connection.close()
    """

@Test(.enabled(if: Programs.hasPython, "python3 is not there"))
func `an answer that is no HTTP, or breaks off, is an error and neither a crash nor a success`() async throws {
    let whole = Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nX: y\r\n\r\ntruncated".utf8)
    var mixer = Mixer(3)
    var texts = stride(from: 0, to: whole.count, by: 7).map { Array(whole[..<$0]) }
    texts += (0..<8).map { _ in (0..<200).map { _ in UInt8(truncatingIfNeeded: mixer.next()) } }
    texts += [Array("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n".utf8), Array("SSH-2.0-OpenSSH\r\n".utf8)]
    texts.append(Array("HTTP/1.1 200 OK\r\n".utf8) + Array(repeating: UInt8(ascii: "a"), count: 60_000))
    let hex = texts.map { $0.map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined() }
    let program = try Program("python3", arguments: ["-u", "-c", spoiler] + hex)
    let place = HostPort("127.0.0.1", try #require(Int(try await program.line() ?? "")))
    let options = HTTPOptions(patience: Patience(total: .zero), answerLimit: .seconds(10))
    for text in texts {
        let transport = try HTTPTransport(to: HTTPURL(place), options: options)
        let error = await #expect(throws: TransportError.self, "\(text.prefix(40))") {
            try await transport.send(samplePackets(1))
        }
        #expect(error?.isTransient == true)
    }
}

@Test func `a header that would break the request is refused, and its value is not shown`() throws {
    let url = HTTPURL(HostPort("127.0.0.1", 80))
    for header in [
        HTTPHeader("A b", "x"), HTTPHeader("A", "x\r\nB: secret"), HTTPHeader("Host", "x"), HTTPHeader("", "x"),
    ] {
        let error = #expect(throws: TransportError.self) {
            try HTTPTransport(to: url, options: HTTPOptions(headers: [header]))
        }
        #expect(error?.description.contains("secret") == false)
    }
    #expect(!"\(HTTPOptions(headers: [HTTPHeader("Authorization", "secret")]))".contains("secret"))
}
