import Bytes
import NIOCore
import Testing

@testable import Transports

private let head = DatagramPacketHead(
    stream: 0x0102_0304_0506_0708, sequence: 9, id: -3, timestampMs: 1_790_000_000_123, length: 250, checksum: 77,
    fragmentBytes: 100)

private func datagrams() -> [Datagram] {
    let wishes = [RepeatRequest.Wish(sequence: 4, fragments: 0...65_534), .init(sequence: .max, fragments: 7...7)]
    return [
        .fragment(Fragment(packet: head, index: 2, payload: ByteBuffer(repeating: 5, count: 50))),
        .fragment(Fragment(packet: head, index: 0, payload: ByteBuffer(repeating: 6, count: 100))),
        .request(RepeatRequest(stream: 5, wishes: wishes)), .request(RepeatRequest(stream: 5, wishes: [])),
        .status(StreamStatus(stream: 6, next: 10, oldestKept: 3, flags: [.ended, .answerWanted])),
    ]
}

private func encoded(_ datagram: Datagram) -> ByteBuffer {
    switch datagram {
    case .fragment(let fragment): fragment.encoded()
    case .request(let request): request.encoded()
    case .status(let status): status.encoded()
    }
}

@Test func `every kind of datagram is read as it was written`() {
    for datagram in datagrams() { #expect(Datagram(encoded(datagram)) == datagram) }
}

@Test func `a fragment has the bytes that the document states`() {
    let fragment = Fragment(packet: head, index: 2, payload: ByteBuffer(repeating: 5, count: 50)).encoded()
    var expected: [UInt8] = [0x54, 0x43, 0x44, 0x47, 1, 0, 0, 64, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 9]
    expected += [255, 255, 255, 255, 255, 255, 255, 253, 0, 0, 1, 0xa0, 0xc3, 0x2d, 0xbc, 0x7b]
    expected += [0, 0, 0, 250, 0, 0, 0, 77, 0, 2, 0, 3, 0, 100, 0, 50, 0, 0, 0, 0]
    #expect(Array(fragment.readableBytesView.prefix(24)) == Array(expected.prefix(24)))
    #expect(Array(fragment.readableBytesView[24..<32]) == Array(expected[24..<32]))
    #expect(Array(fragment.readableBytesView[40..<60]) == Array(expected[40..<60]))
    #expect(fragment.getInteger(at: 32, as: Int64.self) == 1_790_000_000_123)
    #expect(fragment.readableBytes == 114)
}

@Test func `a datagram with one bit changed, or cut anywhere, is refused`() {
    for datagram in datagrams() {
        let whole = encoded(datagram)
        let accepted = (0..<whole.readableBytes * 8).filter { bit in
            var damaged = whole
            let byte = damaged.getInteger(at: bit / 8, as: UInt8.self) ?? 0
            damaged.setInteger(byte ^ UInt8(1 << (bit % 8)), at: bit / 8)
            return Datagram(damaged) != nil
        }
        #expect(accepted.isEmpty)
        let cut = (0..<whole.readableBytes).filter { whole.getSlice(at: 0, length: $0).flatMap(Datagram.init) != nil }
        #expect(cut.isEmpty)
    }
}

@Test func `numbers that do not agree are refused though the checksum is right`() {
    func sealed(_ datagram: ByteBuffer, _ checksumPlace: Int, _ change: (inout ByteBuffer) -> Void) -> Datagram? {
        var copy = datagram
        change(&copy)
        WireReader.seal(&copy, at: checksumPlace)
        return Datagram(copy)
    }
    let fragment = Fragment(packet: head, index: 2, payload: ByteBuffer(repeating: 5, count: 50)).encoded()
    for (place, value) in [(48, 3), (50, 4), (50, 0), (52, 0), (52, 99), (54, 49), (6, 63)] {
        #expect(sealed(fragment, 60) { $0.setInteger(UInt16(value), at: place) } == nil)
    }
    #expect(sealed(fragment, 60) { $0.setInteger(UInt32.max, at: 40) } == nil)
    let request = RepeatRequest(stream: 5, wishes: [.init(sequence: 4, fragments: 3...9)]).encoded()
    #expect(sealed(request, 20) { $0.setInteger(UInt16(2), at: 16) } == nil)
    #expect(sealed(request, 20) { $0.setInteger(UInt16(10), at: 32) } == nil)
    let status = StreamStatus(stream: 6, next: 10, oldestKept: 3).encoded()
    #expect(sealed(status, 36) { $0.setInteger(UInt64(11), at: 24) } == nil)
}

@Test func `no bytes bring the reader of datagrams down`() {
    var mixer = Mixer(7)
    let wholes = datagrams().map(encoded)
    for _ in 0..<5_000 {
        var bytes = wholes[Int(mixer.next() % UInt64(wholes.count))]
        for _ in 0...(mixer.next() % 4) {
            bytes.setInteger(
                UInt8(truncatingIfNeeded: mixer.next()), at: Int(mixer.next() % UInt64(bytes.readableBytes)))
        }
        bytes = bytes.getSlice(at: 0, length: Int(mixer.next() % UInt64(bytes.readableBytes + 1))) ?? bytes
        if bytes.readableBytes >= 64 { WireReader.seal(&bytes, at: [20, 36, 60][Int(mixer.next() % 3)]) }
        _ = Datagram(bytes)
    }
}

@Test func `the last packets are kept within both bounds`() {
    var ring = RepeatRing(mostPackets: 4, mostBytes: 1000)
    for sequence in UInt64(0)..<20 {
        var head = head
        head.sequence = sequence
        ring.keep(.init(head: head, bytes: Bytes([UInt8](repeating: 1, count: 100))))
        #expect(ring.next == sequence + 1 && ring.oldest == UInt64(max(0, Int(sequence) - 3)))
        #expect(ring[sequence]?.head.sequence == sequence)
    }
    ring.keep(.init(head: head, bytes: Bytes([UInt8](repeating: 1, count: 800))))
    #expect(ring.oldest == 18 && ring[17] == nil && ring[21] == nil && ring[18] != nil)
    ring.keep(.init(head: head, bytes: Bytes([UInt8](repeating: 1, count: 5000))))
    #expect(ring.oldest == 21 && ring[21] != nil)
}

@Test func `a pace lets through what it says, and not more after a pause`() {
    let start = ContinuousClock.now
    var pace = Pace(bytesPerSecond: 1000, now: start)
    var now = start
    for _ in 0..<100 { now = max(now, pace.reserve(50, now: now)) }
    #expect(abs((now - start) / .seconds(1) - 4.95) < 0.02)
    let later = now + .seconds(10)
    #expect(pace.reserve(500, now: later) <= later)
    let next = pace.reserve(500, now: later)
    #expect(next - later > .milliseconds(480) && next - later < .milliseconds(520))
    var free = Pace(bytesPerSecond: nil, now: start)
    #expect(free.reserve(1 << 40, now: start) == start && free.reserve(1, now: start) == start)
}
