public import Bytes

/// What wraps a datum and tells which schema wrote it.
public enum Framing: Sendable, Hashable {
    /// An object container file, its schema inside.
    case container
    /// Confluent's: a zero, the schema's registry number (4 bytes, big-endian), the datum.
    case confluent(schemaID: UInt32)
    /// Avro single-object encoding: C3 01, the schema's CRC-64-AVRO (8 bytes, little-endian), the datum.
    case singleObject(fingerprint: UInt64)

    /// The framing that `packet` begins with; nil where it is none of these, as with a bare datum.
    ///
    /// A bare datum may begin with the same bytes by chance, so this is an opinion, not a proof.
    public static func detect(_ packet: Bytes) -> Framing? {
        if packet.count >= 4, packet.slice(0..<4) == ContainerHeader.magic { return .container }
        if packet.count >= 10, packet[0] == 0xC3, packet[1] == 0x01 {
            return .singleObject(fingerprint: packet[2..<10].reversed().reduce(0) { $0 << 8 | UInt64($1) })
        }
        if packet.count >= 5, packet[0] == 0 {
            return .confluent(schemaID: packet[1..<5].reduce(0) { $0 << 8 | UInt32($1) })
        }
        return nil
    }

    /// Bytes before the datum; 0 for a container, which must be read as a file.
    public var headerLength: Int {
        switch self {
        case .container: 0
        case .confluent: 5
        case .singleObject: 10
        }
    }

    /// The datum within `packet`, a view. Not for containers.
    public func datum(of packet: Bytes) throws(AvroError) -> Bytes {
        guard self != .container else {
            throw AvroError(.framing, "a container file holds many datums; read it with ContainerReader")
        }
        guard packet.count >= headerLength else { throw AvroError(.truncated, "the packet ends within its framing") }
        return packet.slice(headerLength..<packet.count)
    }

    /// The bytes before a datum framed so; empty for a container.
    public var header: Bytes {
        switch self {
        case .container: Bytes()
        case .confluent(let id): Bytes([0] + (0..<4).map { UInt8(truncatingIfNeeded: id >> (24 - 8 * $0)) })
        case .singleObject(let fingerprint):
            Bytes([0xC3, 0x01] + (0..<8).map { UInt8(truncatingIfNeeded: fingerprint >> (8 * $0)) })
        }
    }

    /// `datum` with this framing around it. Not for containers.
    public func frame(_ datum: Bytes) throws(AvroError) -> Bytes {
        guard self != .container else {
            throw AvroError(.framing, "a container file holds many datums; write it with ContainerWriter")
        }
        let writer = ByteWriter(capacity: headerLength + datum.count)
        writer.append(header)
        writer.append(datum)
        return writer.bytes
    }
}
