import Bytes
import NIOCore
import Testing

@testable import Transports

private func kept(_ sequence: UInt64, _ count: Int, stream: UInt64 = 1) -> RepeatRing.Kept {
    let bytes = Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 &+ Int(sequence) &* 7) })
    let head = DatagramPacketHead(
        stream: stream, sequence: sequence, id: Int64(sequence) * 10, timestampMs: 5, length: count,
        checksum: CRC32C.checksum(bytes), fragmentBytes: 50)
    return RepeatRing.Kept(head: head, bytes: bytes)
}

private func fragments(_ packet: RepeatRing.Kept) -> [Fragment] {
    (0..<packet.head.fragmentCount).map(packet.fragment)
}

private let start = ContinuousClock.now

/// Loses, repeats and shuffles fragments, answers wishes with the same loss, until nothing is open.
private func run(_ packets: [RepeatRing.Kept], loss: Double, seed: UInt64) -> (got: [UInt64], counts: DatagramCounts) {
    var (mixer, counts) = (Mixer(seed), DatagramCounts())
    func isLost(_ mixer: inout Mixer) -> Bool { Double(mixer.next() >> 11) / Double(1 << 53) < loss }
    var queue = packets.flatMap(fragments)
    for index in queue.indices { queue.swapAt(index, min(queue.count - 1, index + Int(mixer.next() % 12))) }
    queue = queue.flatMap { mixer.next() % 20 == 0 ? [$0, $0] : [$0] }
    var assembly = StreamAssembly(first: 0, DatagramReceiverOptions(mostWishes: 60), start)
    var (got, now): ([UInt64], ContinuousClock.Instant) = ([], start)
    for round in 0..<2000 where round == 0 || !assembly.isComplete {
        for fragment in queue where !isLost(&mixer) {
            guard let whole = assembly.take(fragment, &counts, now) else { continue }
            got.append(whole.bytes == packets[Int(whole.sequence)].bytes ? whole.sequence : .max)
        }
        let status = StreamStatus(stream: 1, next: UInt64(packets.count), oldestKept: 0, flags: [.ended])
        if !isLost(&mixer) { assembly.take(status, &counts, now) }
        now += .milliseconds(600)
        queue = assembly.due(&counts, now).flatMap { wish in
            let packet = packets[Int(wish.sequence)]
            return wish.fragments.clamped(to: 0...packet.head.fragmentCount - 1).map(packet.fragment)
        }
    }
    #expect(assembly.isComplete && assembly.open.isEmpty && assembly.heldBytes == 0)
    return (got, counts)
}

@Test(arguments: [0.0, 0.1, 0.4])
func `every packet comes whole and once, whatever the order and the loss`(loss: Double) {
    var duplicates = 0
    for seed in UInt64(1)...6 {
        let packets = (0..<40).map { kept(UInt64($0), ($0 * 37) % 400) }
        let (got, counts) = run(packets, loss: loss, seed: seed)
        #expect(got.sorted() == Array(0..<40))
        #expect(counts.packets == 40 && counts.lost == 0 && counts.damaged == 0)
        #expect(counts.wishes > 0 || loss == 0)
        duplicates += counts.duplicates
    }
    #expect(duplicates > 0)
}

@Test func `a packet that nobody repeats is lost after so many wishes, and counted`() {
    var (assembly, counts) = (StreamAssembly(first: 0, DatagramReceiverOptions(mostWishes: 3), start), DatagramCounts())
    for sequence in [0, 2] as [UInt64] { _ = assembly.take(fragments(kept(sequence, 10))[0], &counts, start) }
    var now = start
    var wishes = 0
    for _ in 0..<10 {
        now += .seconds(1)
        wishes += assembly.due(&counts, now).count
    }
    #expect(wishes == 3 && counts.lost == 1 && assembly.floor == 3)
}

@Test func `nothing is asked for before its time, nor the tail of a packet that is still coming`() {
    var (assembly, counts) = (StreamAssembly(first: 0, DatagramReceiverOptions(), start), DatagramCounts())
    let parts = fragments(kept(0, 500))
    for index in [0, 1, 4] { _ = assembly.take(parts[index], &counts, start) }
    #expect(assembly.due(&counts, start + .milliseconds(39)).isEmpty)
    #expect(assembly.due(&counts, start + .milliseconds(40)) == [.init(sequence: 0, fragments: 2...3)])
    #expect(assembly.due(&counts, start + .milliseconds(119)).isEmpty)
    assembly.take(StreamStatus(stream: 1, next: 1, oldestKept: 0), &counts, start)
    let wishes = assembly.due(&counts, start + .milliseconds(120))
    #expect(wishes == [.init(sequence: 0, fragments: 2...3), .init(sequence: 0, fragments: 5...9)])
}

@Test func `what the sender no longer keeps is lost at once`() {
    var (assembly, counts) = (StreamAssembly(first: 0, DatagramReceiverOptions(), start), DatagramCounts())
    _ = assembly.take(fragments(kept(5, 10))[0], &counts, start)
    assembly.take(StreamStatus(stream: 1, next: 6, oldestKept: 3), &counts, start)
    #expect(counts.lost == 3 && assembly.floor == 3 && assembly.open.count == 2)
}

@Test func `a leap of numbers does not open more than the window`() {
    for leap in [5000, UInt64.max - 1] {
        var (assembly, counts) = (
            StreamAssembly(first: 0, DatagramReceiverOptions(window: 100), start), DatagramCounts()
        )
        _ = assembly.take(fragments(kept(0, 10))[0], &counts, start)
        _ = assembly.take(fragments(kept(3, 10))[0], &counts, start)
        assembly.take(StreamStatus(stream: 1, next: leap, oldestKept: 0), &counts, start)
        #expect(assembly.open.count == 100 && counts.packets == 2)
        #expect(counts.lost == Int(clamping: leap - 100 - 2))
    }
}

@Test func `a packet whose checksum is wrong is taken again from its beginning`() {
    var (assembly, counts) = (StreamAssembly(first: 0, DatagramReceiverOptions(), start), DatagramCounts())
    let good = kept(0, 120)
    var wrong = fragments(good)
    wrong[1].payload = ByteBuffer(repeating: 0, count: 50)
    for fragment in wrong { #expect(assembly.take(fragment, &counts, start) == nil) }
    #expect(counts.damaged == 1 && counts.packets == 0)
    for fragment in fragments(good).dropLast() { #expect(assembly.take(fragment, &counts, start) == nil) }
    #expect(assembly.take(fragments(good)[2], &counts, start)?.bytes == good.bytes)
}

@Test func `a fragment that contradicts the others of its packet is left out`() {
    var (assembly, counts) = (StreamAssembly(first: 0, DatagramReceiverOptions(), start), DatagramCounts())
    _ = assembly.take(fragments(kept(0, 120))[0], &counts, start)
    #expect(assembly.take(fragments(kept(0, 130))[1], &counts, start) == nil)
    #expect(counts.damaged == 1 && assembly.open.count == 1)
}

@Test func `memory stays bounded however many packets are open and streams are heard`() throws {
    let options = DatagramReceiverOptions(openBytes: 10_000, mostStreams: 3)
    var assembly = StreamsAssembly(options)
    let sender = try SocketAddress(ipAddress: "127.0.0.1", port: 9)
    for stream in UInt64(1)...5 {
        for sequence in UInt64(0)..<60 {
            let part = fragments(kept(sequence, 1000, stream: stream))[0].encoded()
            #expect(assembly.take(part, from: sender, start).packet == nil)
        }
    }
    #expect(assembly.counts.lost > 60 && assembly.counts.packets == 0)
    let huge = DatagramPacketHead(
        stream: 9, sequence: 0, id: 0, timestampMs: 0, length: 65 << 20, checksum: 0, fragmentBytes: 60_000)
    let part = Fragment(packet: huge, index: 0, payload: ByteBuffer(repeating: 0, count: 60_000))
    _ = assembly.take(part.encoded(), from: sender, start)
    #expect(assembly.counts.damaged == 1)
}
