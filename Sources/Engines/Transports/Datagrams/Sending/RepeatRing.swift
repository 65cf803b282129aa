internal import Bytes
internal import NIOCore

/// The last packets of a stream, bounded in number and bytes. Every operation is O(1), spread over calls.
struct RepeatRing {
    struct Kept {
        var head: DatagramPacketHead
        var bytes: Bytes

        func fragment(_ index: Int) -> Fragment {
            let range = head.range(of: index)
            return Fragment(packet: head, index: index, payload: ByteBuffer(bytes.slice(range)))
        }
    }

    private let mostPackets: Int
    private let mostBytes: Int
    private var kept: [Kept?]
    private var bytes = 0
    /// Number of the oldest packet that is kept; `next` where none is.
    private(set) var oldest: UInt64 = 0
    /// Number of the next packet.
    private(set) var next: UInt64 = 0

    init(mostPackets: Int, mostBytes: Int) {
        self.mostPackets = max(1, mostPackets)
        self.mostBytes = mostBytes
        kept = Array(repeating: nil, count: self.mostPackets)
    }

    /// Keeps `packet`, whose number is `next`, and lets the oldest go.
    mutating func keep(_ packet: Kept) {
        if next - oldest == UInt64(mostPackets) { dropOldest() }
        kept[place(next)] = packet
        bytes += packet.bytes.count
        next += 1
        while bytes > mostBytes, next - oldest > 1 { dropOldest() }
    }

    private mutating func dropOldest() {
        bytes -= kept[place(oldest)]?.bytes.count ?? 0
        kept[place(oldest)] = nil
        oldest += 1
    }

    private func place(_ sequence: UInt64) -> Int { Int(sequence % UInt64(mostPackets)) }

    subscript(sequence: UInt64) -> Kept? {
        (oldest..<next).contains(sequence) ? kept[place(sequence)] : nil
    }
}
