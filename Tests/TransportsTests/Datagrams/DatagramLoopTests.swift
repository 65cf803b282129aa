import Bytes
import Foundation
import Testing
import Transports

private func receiveAll(_ receiver: DatagramReceiver, _ count: Int) async throws -> [ReceivedPacket] {
    var packets: [ReceivedPacket] = []
    while packets.count < count, let packet = try await receiver.receive(within: .seconds(10)) {
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
    try await multicast("239.255.77.1")
}

@Test(.enabled(if: Multicast.reachesIPv6, "the loopback interface has no route for IPv6 multicast"))
func `two receivers of an IPv6 multicast group on loopback get every packet`() async throws {
    try await multicast("ff12::77:1")
}

private func multicast(_ group: String) async throws {
    let interface = try #require(Multicast.loopback)
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
