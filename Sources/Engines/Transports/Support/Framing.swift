internal import Bytes
internal import NIOCore

/// Packets each behind its length, four bytes in network order.
enum Framing {
    static let longest = Int(UInt32.max)

    /// Some packets as the bytes that carry them.
    struct Frame: Sendable {
        var packets: Int
        var payloadBytes: Int
        var buffer: ByteBuffer
    }

    /// Which of `packets` go together: runs of at most about `size` bytes, or of one packet.
    ///
    /// - Throws: `TransportError` where a packet's length does not fit into four bytes; nothing has been sent then.
    static func runs(_ packets: [OutgoingPacket], size: Int, target: String) throws(TransportError) -> [Range<Int>] {
        var (runs, first, bytes): ([Range<Int>], Int, Int) = ([], 0, 0)
        for (index, packet) in packets.enumerated() {
            guard packet.bytes.count <= longest else {
                throw TransportError(
                    target, "Packet \(packet.id) has \(packet.bytes.count) bytes, more than \(longest).",
                    packetFault: .unsendable)
            }
            if index > first, bytes + packet.bytes.count > size {
                runs.append(first..<index)
                (first, bytes) = (index, 0)
            }
            bytes += packet.bytes.count + 4
        }
        if first < packets.count { runs.append(first..<packets.count) }
        return runs
    }

    static func frame(_ packets: ArraySlice<OutgoingPacket>) -> Frame {
        let payload = packets.reduce(0) { $0 + $1.bytes.count }
        var buffer = ByteBufferAllocator().buffer(capacity: payload + 4 * packets.count)
        for packet in packets {
            buffer.writeInteger(UInt32(packet.bytes.count))
            packet.bytes.withUnsafeBytes { _ = buffer.writeBytes($0) }
        }
        return Frame(packets: packets.count, payloadBytes: payload, buffer: buffer)
    }
}
