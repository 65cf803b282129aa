import Bytes
import Foundation
import Testing
import Transports

private func receiveAll(_ receiver: DatagramReceiver, _ count: Int) async throws -> [ReceivedPacket] {
    var packets: [ReceivedPacket] = []
    while packets.count < count, let packet = try await receiver.receive(within: .seconds(60)) {
        packets.append(packet)
    }
    return packets.sorted { $0.sequence < $1.sequence }
}

private func agree(_ received: [ReceivedPacket], _ sent: [OutgoingPacket]) -> Bool {
    received.map(\.id) == sent.map(\.id) && received.map(\.bytes) == sent.map(\.bytes)
        && received.map(\.timestampMs) == sent.map(\.timestampMs)
}

private var quick: DatagramOptions {
    DatagramOptions(statusInterval: .milliseconds(50), quietBeforeClose: .milliseconds(150))
}

@Test(arguments: ["127.0.0.1", "::1"])
func `packets of every length come whole by unicast, IPv4 and IPv6`(host: String) async throws {
    let receiver = try await DatagramReceiver.open(.unicast(HostPort(host, 0)))
    let transport = try await DatagramTransport.open(.unicast(receiver.place), options: quick)
    var packets = samplePackets(30, largest: 5000)
    packets[3].bytes = Bytes()
    for (index, count) in [1335, 1336, 1337, 2672, 300_000].enumerated() {
        packets[5 + index].bytes = Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    }
    #expect(try await transport.send(packets).count == 30)
    #expect(agree(try await receiveAll(receiver, 30), packets))
    try await transport.close()
    #expect(receiver.isComplete)
    await receiver.close()
    #expect(try await receiver.receive(within: .seconds(1)) == nil)
}

@Test(.enabled(if: Multicast.loopback != nil, "there is no loopback interface"))
func `two receivers of a multicast group on loopback get every packet`() async throws {
    try await multicast("239.255.77.1", Multicast.loopback)
}

@Test(.enabled(if: Multicast.ipv6Interface != nil, "no interface knows IPv6 multicast"))
func `two receivers of an IPv6 multicast group on this machine get every packet`() async throws {
    try await multicast("ff12::77:1", Multicast.ipv6Interface)
}

/// With a time to live of 0, so that no datagram leaves the machine.
private func multicast(_ group: String, _ interface: String?) async throws {
    let first = try await DatagramReceiver.open(
        .multicast(MulticastGroup(HostPort(group, 0), ttl: 0, interface: interface)))
    let target = DatagramTarget.multicast(MulticastGroup(first.place, ttl: 0, interface: interface))
    let second = try await DatagramReceiver.open(target)
    let transport = try await DatagramTransport.open(target, options: quick)
    #expect(await transport.readiness(within: .seconds(20)).state == .ready)
    let packets = samplePackets(40, largest: 9000)
    _ = try await transport.send(packets)
    for receiver in [first, second] { #expect(agree(try await receiveAll(receiver, 40), packets)) }
    try await transport.close()
    for receiver in [first, second] { await receiver.close() }
}

@Test func `a port that refuses is not ready, one that is silent is unknown`() async throws {
    let silent = try SilentPort()
    let unknown = try await DatagramTransport.open(.unicast(HostPort("127.0.0.1", silent.port)), options: quick)
    #expect(await unknown.readiness(within: .milliseconds(100)).state == .unknown)
    let place = HostPort("127.0.0.1", try SilentPort().port)
    let refused = try await DatagramTransport.open(.unicast(place), options: quick)
    let answer = await refused.readiness(within: .seconds(2))
    #expect(answer == Readiness(.notReady, "\(place): connection refused."))
    try await unknown.close()
    try await refused.close()
}

@Test func `a packet of more than 65,535 fragments is an error before anything is sent`() async throws {
    let receiver = try await DatagramReceiver.open(.unicast(HostPort("127.0.0.1", 0)))
    var options = quick
    options.datagramBytes = 65
    let transport = try await DatagramTransport.open(.unicast(receiver.place), options: options)
    var packets = samplePackets(2, largest: 50)
    packets[1].bytes = Bytes([UInt8](repeating: 0, count: 65_536))
    let error = await #expect(throws: TransportError.self) { try await transport.send(packets) }
    #expect(error?.detail == "Packet 2 has 65536 bytes; 65535 datagrams carry 65535.")
    #expect(await transport.counts.packets == 0)
    try await transport.close()
    #expect(receiver.counts.fragments == 0 && receiver.isComplete)
    await receiver.close()
}

@Test func `what the system refuses is an error when patience ends, and the socket lives on`() async throws {
    // The system lets nobody send to everybody without being asked to.
    var options = quick
    options.patience = Patience(total: .milliseconds(100), firstPause: .milliseconds(10))
    let transport = try await DatagramTransport.open(.unicast(HostPort("255.255.255.255", 9)), options: options)
    for _ in 0..<2 {
        let error = await #expect(throws: TransportError.self) { try await transport.send(samplePackets(1)) }
        #expect(error?.isTransient == true && error?.detail.hasPrefix("A datagram could not be sent") == true)
    }
    try await transport.close()
    let closed = await #expect(throws: TransportError.self) { try await transport.send(samplePackets(1)) }
    #expect(closed?.detail == "The transport is closed.")
}

@Test func `options that cannot be are refused`() async throws {
    let target = DatagramTarget.unicast(HostPort("127.0.0.1", 9))
    for (bytes, rate) in [(64, nil), (65_508, nil), (1400, 0), (1400, .infinity), (1400, .nan)] as [(Int, Double?)] {
        let options = DatagramOptions(datagramBytes: bytes, bytesPerSecond: rate)
        await #expect(throws: TransportError.self) { try await DatagramTransport.open(target, options: options) }
    }
    let group = MulticastGroup(HostPort("239.0.0.1", 9), ttl: 1, interface: "no-such-0")
    let error = await #expect(throws: TransportError.self) { try await DatagramTransport.open(.multicast(group)) }
    #expect(error?.detail.contains("No interface 'no-such-0'") == true)
}
