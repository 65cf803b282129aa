import Bytes
import Testing
import Transports

/// Connects and prints the length of each packet until the end, with a pause in milliseconds before each.
private let subscriber = """
    import sys, socket, struct, time
    connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    stream = connection.makefile("rb")
    while True:
        time.sleep(float(sys.argv[2]) / 1000)
        head = stream.read(4)
        if len(head) < 4: break
        body = stream.read(struct.unpack("!I", head)[0])
        print(len(body), flush=True)
    """

private func lengths(_ program: Program) async throws -> [Int] {
    var lengths: [Int] = []
    while let line = try await program.line() { lengths.append(Int(line) ?? -1) }
    return lengths
}

private func waitFor(_ count: Int, on transport: TCPListenTransport) async throws {
    for _ in 0..<12_000 where transport.subscriberCount < count { try await Task.sleep(for: .milliseconds(5)) }
    try #require(transport.subscriberCount == count)
}

@Test(.enabled(if: Programs.hasPython, "python3 is not there"))
func `everybody who connects gets every packet, the slow one too where one waits for it`() async throws {
    var options = TCPListenOptions(slowSubscriber: .wait(.seconds(60)))
    (options.queueBytes, options.frameBytes) = (8_000, 2_000)
    let transport = try await TCPListenTransport.listen(at: HostPort("127.0.0.1", 0), options: options)
    let programs = try ["0", "2"].map { try Program("python3", "-u", "-c", subscriber, "\(transport.place.port)", $0) }
    try await waitFor(2, on: transport)
    #expect(await transport.readiness(within: .seconds(20)).state == .ready)
    let packets = samplePackets(100)
    _ = try await transport.send(packets)
    try await transport.close()
    for program in programs { #expect(try await lengths(program) == packets.map(\.bytes.count)) }
    #expect(transport.counts.packets == 100 && transport.counts.missed == 0)
}

@Test func `while connections are cut nobody is connected, and afterwards everybody may come again`() async throws {
    let transport = try await TCPListenTransport.listen(at: HostPort("127.0.0.1", 0))
    let first = try MuteClient(port: transport.place.port)
    try await waitFor(1, on: transport)
    await transport.setConnections(areCut: true)
    try await waitFor(0, on: transport)
    let refused = try MuteClient(port: transport.place.port)
    #expect(await transport.readiness(within: .milliseconds(300)).state == .notReady)
    #expect(try await transport.send(samplePackets(1)).first?.sentMs == nil)
    await transport.setConnections(areCut: false)
    let second = try MuteClient(port: transport.place.port)
    try await waitFor(1, on: transport)
    try await transport.close()
    withExtendedLifetime((first, refused, second)) {}
}

@Test func `a subscriber that never reads is let go, and what it missed is counted`() async throws {
    for policy in [SlowSubscriber.drop, .wait(.milliseconds(100))] {
        let options = TCPListenOptions(slowSubscriber: policy, queueBytes: 100_000, frameBytes: 50_000)
        let transport = try await TCPListenTransport.listen(at: HostPort("127.0.0.1", 0), options: options)
        let mute = try MuteClient(port: transport.place.port)
        try await waitFor(1, on: transport)
        let packets = (1...200).map {
            OutgoingPacket(id: $0, bytes: Bytes([UInt8](repeating: 1, count: 50_000)), timestampMs: 0)
        }
        #expect(try await transport.send(packets).count == 200)
        try await transport.close()
        #expect(transport.counts.droppedSubscribers == 1)
        #expect(transport.counts.missed > 0 && transport.counts.unheard > 0 && transport.counts.packets == 200)
        withExtendedLifetime(mute) {}
    }
}

@Test func `packets for nobody are counted, and the probe says that nobody is there`() async throws {
    let transport = try await TCPListenTransport.listen(at: HostPort("127.0.0.1", 0))
    let sent = try await transport.send(samplePackets(3))
    #expect(transport.counts.unheard == 3 && sent.count == 3 && sent.allSatisfy { $0.sentMs == nil })
    let answer = await transport.readiness(within: .milliseconds(20))
    #expect(answer == Readiness(.notReady, "Nobody has connected to \(transport.place)."))
    await #expect(throws: TransportError.self) {
        try await transport.waitUntilReady("gate", within: .milliseconds(50), every: .milliseconds(10))
    }
    try await transport.close()
    await #expect(throws: TransportError.self) { try await transport.send(samplePackets(1)) }
}

@Test func `a port in use is an error that says so`() async throws {
    let first = try await TCPListenTransport.listen(at: HostPort("127.0.0.1", 0))
    let error = await #expect(throws: TransportError.self) { try await TCPListenTransport.listen(at: first.place) }
    #expect(error?.detail == "Cannot listen: address already in use.")
    try await first.close()
}

@Test func `more than the most subscribers are turned away`() async throws {
    let options = TCPListenOptions(mostSubscribers: 2, closeLimit: .milliseconds(50))
    let transport = try await TCPListenTransport.listen(at: HostPort("127.0.0.1", 0), options: options)
    let clients = try (0..<4).map { _ in try MuteClient(port: transport.place.port) }
    try await waitFor(2, on: transport)
    try await Task.sleep(for: .milliseconds(50))
    #expect(transport.subscriberCount == 2)
    withExtendedLifetime(clients) {}
    try await transport.close()
}
