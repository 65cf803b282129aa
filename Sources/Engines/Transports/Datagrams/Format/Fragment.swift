internal import NIOCore

/// A part of a packet, with all that is needed to put it in its place.
struct Fragment: Sendable, Hashable {
    var packet: DatagramPacketHead
    /// 0 ..< `packet.fragmentCount`.
    var index: Int
    var payload: ByteBuffer

    private static let checksumPlace = 60

    init(packet: DatagramPacketHead, index: Int, payload: ByteBuffer) {
        self.packet = packet
        self.index = index
        self.payload = payload
    }

    /// Nil where the datagram is damaged or its numbers do not agree.
    init?(_ datagram: ByteBuffer) {
        guard datagram.readableBytes >= DatagramFormat.headerBytes,
            var wire = WireReader(datagram, checksumAt: Self.checksumPlace)
        else { return nil }
        _ = wire.next(UInt32.self)
        _ = wire.next(UInt16.self)
        guard wire.next(UInt16.self) == DatagramFormat.headerBytes else { return nil }
        let (stream, sequence) = (wire.next(UInt64.self), wire.next(UInt64.self))
        let (id, timestampMs) = (wire.next(Int64.self), wire.next(Int64.self))
        let (length, checksum) = (Int(wire.next(UInt32.self)), wire.next(UInt32.self))
        index = Int(wire.next(UInt16.self))
        let (count, size) = (Int(wire.next(UInt16.self)), Int(wire.next(UInt16.self)))
        let payloadBytes = Int(wire.next(UInt16.self))
        _ = wire.next(UInt64.self)
        payload = wire.rest
        packet = DatagramPacketHead(
            stream: stream, sequence: sequence, id: id, timestampMs: timestampMs, length: length, checksum: checksum,
            fragmentBytes: size)
        guard size > 0, packet.fragmentCount == count, index < count, payload.readableBytes == payloadBytes,
            payloadBytes == packet.range(of: index).count
        else { return nil }
    }

    func encoded() -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: DatagramFormat.headerBytes + payload.readableBytes)
        buffer.writeDatagramHead(.fragment, headerBytes: DatagramFormat.headerBytes, stream: packet.stream)
        buffer.writeMultipleIntegers(packet.sequence, packet.id, packet.timestampMs)
        buffer.writeMultipleIntegers(UInt32(packet.length), packet.checksum)
        buffer.writeMultipleIntegers(
            UInt16(index), UInt16(packet.fragmentCount), UInt16(packet.fragmentBytes), UInt16(payload.readableBytes))
        buffer.writeMultipleIntegers(UInt32(0), UInt32(0))
        buffer.writeImmutableBuffer(payload)
        WireReader.seal(&buffer, at: Self.checksumPlace)
        return buffer
    }
}
