import Bytes
import Testing
import Transports

/// Takes a POST that shows the token in its argument, and answers 401 to all others; prints status and id.
private let server = """
    import sys
    from http.server import BaseHTTPRequestHandler, HTTPServer
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *rest): pass
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            status = 200 if self.headers["Authorization"] == "Bearer " + sys.argv[1] else 401
            print(status, self.headers["X-Tocsin-Id"], flush=True)
            self.send_response(status); self.send_header("Content-Length", "0"); self.end_headers()
    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    print(httpd.server_address[1], flush=True)
    httpd.serve_forever()
    """

@Suite(.enabled(if: Programs.hasPython, "python3 is not there"))
struct `Credentials over HTTP` {
    @Test func `what is offered with expired credentials is refused, and taken when they are renewed`() async throws {
        let program = try Program("python3", arguments: ["-u", "-c", server, "good"])
        let port = try #require(Int(try await program.line() ?? ""))
        var options = HTTPOptions()
        options.headers = [HTTPHeader("authorization", "Bearer good")]
        let transport = try HTTPTransport(to: HTTPURL(HostPort("127.0.0.1", port), path: "/"), options: options)
        let packets = samplePackets(3)
        _ = try await transport.send(packets)
        await transport.setCredentials(areExpired: true)
        #expect(try await transport.offer(packets) == [nil, nil, nil])
        let error = await #expect(throws: TransportError.self) { try await transport.send(packets) }
        #expect(error?.detail.contains("401") == true && error?.detail.contains("good") == false)
        await transport.setCredentials(areExpired: false)
        #expect(try await transport.offer(packets).allSatisfy { $0 != nil })
        var lines: [String] = []
        for _ in 0..<10 { lines.append(try await program.line() ?? "") }
        let wanted = [200, 401, 401, 200].enumerated().flatMap { turn, status in
            packets.prefix(turn == 2 ? 1 : 3).map { "\(status) \($0.id)" }
        }
        #expect(lines == wanted)
        #expect(await transport.counts.packets == 6)
        try await transport.close()
        await #expect(throws: TransportError.self) { try await transport.offer(packets) }
    }
}
