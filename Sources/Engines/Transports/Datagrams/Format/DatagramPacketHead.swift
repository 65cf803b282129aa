/// What every fragment says of its packet.
struct DatagramPacketHead: Sendable, Hashable {
    /// Of this sender's run, drawn at its start.
    var stream: UInt64
    /// Counts the stream's packets from 0.
    var sequence: UInt64
    /// `OutgoingPacket.id`.
    var id: Int64
    /// Milliseconds since 1970 UTC.
    var timestampMs: Int64
    /// Bytes of the packet, 0 ... 4,294,967,295.
    var length: Int
    /// CRC-32C of the packet.
    var checksum: UInt32
    /// Bytes of each fragment but the last, at least 1.
    var fragmentBytes: Int

    /// An empty packet has one fragment.
    var fragmentCount: Int { max(1, (length + fragmentBytes - 1) / fragmentBytes) }

    /// The bytes of the packet that fragment `index` carries.
    func range(of index: Int) -> Range<Int> {
        let first = min(length, index * fragmentBytes)
        return first..<min(length, first + fragmentBytes)
    }
}
