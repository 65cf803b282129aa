internal import NIOCore

/// One datagram of a stream of packets.
enum Datagram: Sendable, Hashable {
    case fragment(Fragment)
    case request(RepeatRequest)
    case status(StreamStatus)

    /// Reads `datagram`; nil for what is none, of another version, damaged, or says what cannot be.
    init?(_ datagram: ByteBuffer) {
        var head = datagram
        guard
            let magic = head.readInteger(as: UInt32.self), magic == DatagramFormat.magic,
            let version = head.readInteger(as: UInt8.self), version == DatagramFormat.version,
            let kind = head.readInteger(as: UInt8.self).flatMap(DatagramFormat.Kind.init)
        else { return nil }
        switch kind {
        case .fragment:
            guard let fragment = Fragment(datagram) else { return nil }
            self = .fragment(fragment)
        case .request:
            guard let request = RepeatRequest(datagram) else { return nil }
            self = .request(request)
        case .status:
            guard let status = StreamStatus(datagram) else { return nil }
            self = .status(status)
        }
    }
}

extension ByteBuffer {
    mutating func writeDatagramHead(_ kind: DatagramFormat.Kind, headerBytes: Int, stream: UInt64) {
        writeInteger(DatagramFormat.magic)
        writeInteger(DatagramFormat.version)
        writeInteger(kind.rawValue)
        writeInteger(UInt16(headerBytes))
        writeInteger(stream)
    }
}
