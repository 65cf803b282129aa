import Bytes
import Foundation
import Testing
import Transports

/// Listens, tells its port, takes connections, cuts each after the packets that its argument says (0: never), and
/// prints what it read: connection, length, MD5.
private let receiver = """
    import sys, socket, struct, hashlib
    def exactly(connection, count):
        data = b""
        while len(data) < count:
            piece = connection.recv(count - len(data))
            if not piece: return None
            data += piece
        return data
    server = socket.create_server(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    for number, most in enumerate(map(int, sys.argv[1:])):
        connection, _ = server.accept()
        done = 0
        while most == 0 or done < most:
            head = exactly(connection, 4)
            if head is None: break
            body = exactly(connection, struct.unpack("!I", head)[0])
            if body is None: break
            print(number, len(body), hashlib.md5(body).hexdigest(), flush=True)
            done += 1
        connection.close()
    """

private func quick(_ seconds: Double = 20, stall: Double = 20) -> TCPOptions {
    TCPOptions(
        patience: Patience(total: .seconds(seconds), firstPause: .milliseconds(10)), stallLimit: .seconds(stall),
        closeLimit: .seconds(2))
}

@Test(.enabled(if: Programs.hasPython, "python3 is not there"))
func `a plain socket reads every packet behind its length, empty and long ones too`() async throws {
    let program = try Program("python3", "-u", "-c", receiver, "0")
    let port = try #require(Int(try await program.line() ?? ""))
    let transport = TCPTransport(to: HostPort("127.0.0.1", port), options: quick())
    var packets = samplePackets(50)
    packets[7].bytes = Bytes()
    packets[9].bytes = Bytes([UInt8](repeating: 7, count: 1_000_000))
    #expect(try await transport.send(packets).count == 50)
    try await transport.close()
    let digests = try await md5(packets)
    for packet in packets {
        #expect(try await program.line() == "0 \(packet.bytes.count) \(digests[packet.id] ?? "")")
    }
    #expect(try await program.line() == nil)
    #expect(await transport.counts.packets == 50)
}

@Test(.enabled(if: Programs.hasPython, "python3 is not there"))
func `a connection that breaks is made again and the packets go on`() async throws {
    let program = try Program("python3", "-u", "-c", receiver, "3", "0")
    let port = try #require(Int(try await program.line() ?? ""))
    let transport = TCPTransport(to: HostPort("127.0.0.1", port), options: quick())
    for packet in samplePackets(40, largest: 900) {
        _ = try await transport.send([packet])
        try await Task.sleep(for: .milliseconds(2))
    }
    try await transport.close()
    var lengths: [[Int]] = [[], []]
    while let line = try await program.line() {
        let parts = line.split(separator: " ").map(String.init)
        lengths[Int(parts[0]) ?? 0].append(Int(parts[1]) ?? -1)
    }
    let all = samplePackets(40, largest: 900).map(\.bytes.count)
    #expect(lengths[0] == Array(all[..<3]))
    #expect(lengths[1] == Array(all.suffix(lengths[1].count)) && lengths[1].count > 30)
    #expect(await transport.counts.reconnections == 1)
}

@Test func `where nobody listens, the error comes when patience ends and says so`() async throws {
    let listener = try await TCPListenTransport.listen(at: HostPort("127.0.0.1", 0))
    let place = listener.place
    try await listener.close()
    let transport = TCPTransport(to: place, options: quick(0.2))
    let start = ContinuousClock.now
    let error = await #expect(throws: TransportError.self) { try await transport.send(samplePackets(1)) }
    #expect(error?.isTransient == true && error?.detail.contains("connection refused") == true)
    #expect(ContinuousClock.now - start < .seconds(300))
    let answer = await transport.readiness(within: .seconds(2))
    #expect(answer.state == .notReady && answer.reason.contains("connection refused"))
}

@Test func `a subscriber that stalls is an error within the limit`() async throws {
    let server = try StalledServer()
    let transport = TCPTransport(to: HostPort("127.0.0.1", server.port), options: quick(stall: 0.3))
    #expect(await transport.readiness(within: .seconds(20)).state == .ready)
    let packet = OutgoingPacket(id: 1, bytes: Bytes([UInt8](repeating: 0, count: 20_000_000)), timestampMs: 0)
    let error = await #expect(throws: TransportError.self) { try await transport.send([packet]) }
    #expect(error?.detail.contains("took nothing") == true && error?.isTransient == true)
}

@Test func `a cancelled send stops at once`() async throws {
    let server = try StalledServer()
    let transport = TCPTransport(to: HostPort("127.0.0.1", server.port), options: TCPOptions())
    let packet = OutgoingPacket(id: 1, bytes: Bytes([UInt8](repeating: 0, count: 20_000_000)), timestampMs: 0)
    let task = Task { try await transport.send([packet]) }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
}
