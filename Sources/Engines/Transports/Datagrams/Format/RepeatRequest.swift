internal import NIOCore

/// A receiver's wish to get fragments again; without any, its word that it is there.
struct RepeatRequest: Sendable, Hashable {
    struct Wish: Sendable, Hashable {
        var sequence: UInt64
        /// Beyond the packet's last fragment, all to the last are meant.
        var fragments: ClosedRange<Int>
    }

    var stream: UInt64
    /// At most `DatagramFormat.mostRanges`.
    var wishes: [Wish]

    private static let checksumPlace = 20

    init(stream: UInt64, wishes: [Wish]) {
        self.stream = stream
        self.wishes = wishes
    }

    /// Nil where the datagram is damaged or its numbers do not agree.
    init?(_ datagram: ByteBuffer) {
        guard datagram.readableBytes >= DatagramFormat.requestBytes,
            var wire = WireReader(datagram, checksumAt: Self.checksumPlace)
        else { return nil }
        _ = wire.next(UInt32.self)
        _ = wire.next(UInt16.self)
        guard wire.next(UInt16.self) == DatagramFormat.requestBytes else { return nil }
        stream = wire.next()
        let count = Int(wire.next(UInt16.self))
        _ = wire.next(UInt16.self)
        _ = wire.next(UInt32.self)
        guard count <= DatagramFormat.mostRanges, wire.count == count * DatagramFormat.rangeBytes else { return nil }
        wishes = []
        for _ in 0..<count {
            let (sequence, first, last) = (
                wire.next(UInt64.self), Int(wire.next(UInt16.self)), Int(wire.next(UInt16.self))
            )
            guard first <= last else { return nil }
            wishes.append(Wish(sequence: sequence, fragments: first...last))
        }
    }

    func encoded() -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(
            capacity: DatagramFormat.requestBytes + wishes.count * DatagramFormat.rangeBytes)
        buffer.writeDatagramHead(.request, headerBytes: DatagramFormat.requestBytes, stream: stream)
        buffer.writeMultipleIntegers(UInt16(wishes.count), UInt16(0), UInt32(0))
        for wish in wishes {
            buffer.writeMultipleIntegers(
                wish.sequence, UInt16(wish.fragments.lowerBound), UInt16(wish.fragments.upperBound))
        }
        WireReader.seal(&buffer, at: Self.checksumPlace)
        return buffer
    }
}
