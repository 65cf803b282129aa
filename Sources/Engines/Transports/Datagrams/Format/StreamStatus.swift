internal import NIOCore

/// Where a sender is, so that receivers see what they miss at the end of a burst.
struct StreamStatus: Sendable, Hashable {
    struct Flags: OptionSet, Sendable, Hashable {
        let rawValue: UInt32
        /// No packet follows.
        static let ended = Flags(rawValue: 1)
        /// Receivers are asked to say that they are there, by a request without wishes.
        static let answerWanted = Flags(rawValue: 2)
    }

    var stream: UInt64
    /// Number of packets so far: the number that the next one will have.
    var next: UInt64
    /// Number of the oldest packet that can be had again.
    var oldestKept: UInt64
    var flags: Flags

    private static let checksumPlace = 36

    init(stream: UInt64, next: UInt64, oldestKept: UInt64, flags: Flags = []) {
        self.stream = stream
        self.next = next
        self.oldestKept = oldestKept
        self.flags = flags
    }

    /// Nil where the datagram is damaged or its numbers do not agree.
    init?(_ datagram: ByteBuffer) {
        guard datagram.readableBytes == DatagramFormat.statusBytes,
            var wire = WireReader(datagram, checksumAt: Self.checksumPlace)
        else { return nil }
        _ = wire.next(UInt32.self)
        _ = wire.next(UInt16.self)
        guard wire.next(UInt16.self) == DatagramFormat.statusBytes else { return nil }
        stream = wire.next()
        next = wire.next()
        oldestKept = wire.next()
        flags = Flags(rawValue: wire.next())
        guard oldestKept <= next else { return nil }
    }

    func encoded() -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: DatagramFormat.statusBytes)
        buffer.writeDatagramHead(.status, headerBytes: DatagramFormat.statusBytes, stream: stream)
        buffer.writeMultipleIntegers(next, oldestKept, flags.rawValue, UInt32(0))
        WireReader.seal(&buffer, at: Self.checksumPlace)
        return buffer
    }
}
