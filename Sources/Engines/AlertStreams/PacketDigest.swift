public import Bytes

/// A digest of a record's value that travels in a header, so that damage on the way is noticed: Avro itself has no
/// checksum, and about half of all single-bit flips in a packet decode to wrong values without an error.
public enum PacketDigest {
    /// Name of the header. Its value is ASCII: `crc32c:` and eight lower-case hexadecimal digits.
    public static let headerName = "tocsin-digest"

    static let prefix = Array("crc32c:".utf8)

    /// What a header says of a value.
    public enum Verdict: Sendable, Hashable {
        /// No digest header, or one of a kind that this version does not know.
        case absent
        case matches
        case mismatch(expected: String, actual: String)
    }

    /// The header for `value`. Complexity: O(n).
    public static func header(for value: Bytes) -> RecordHeader { header(crc: CRC32C.checksum(value)) }

    /// The header for a value with this CRC-32C.
    package static func header(crc: UInt32) -> RecordHeader { RecordHeader(headerName, text(crc)) }

    /// `headers` with the digest of `value`, where they hold none.
    public static func adding(to headers: [RecordHeader], for value: Bytes) -> [RecordHeader] {
        adding(to: headers, crc: CRC32C.checksum(value))
    }

    /// `headers` with the digest of a value with this CRC-32C, where they hold none.
    static func adding(to headers: [RecordHeader], crc: @autoclosure () -> UInt32) -> [RecordHeader] {
        headers.contains { $0.name == headerName } ? headers : headers + [header(crc: crc())]
    }

    /// Compares `value` with the digest in `headers`. Complexity: O(n).
    public static func verify(_ value: Bytes, _ headers: [RecordHeader]) -> Verdict {
        verify(headers) { CRC32C.checksum(value) }
    }

    /// Compares a value's CRC-32C with the digest in `headers`.
    static func verify(_ headers: [RecordHeader], crc: () -> UInt32) -> Verdict {
        guard let stated = headers.first(where: { $0.name == headerName })?.value else { return .absent }
        guard stated.starts(with: prefix) else { return .absent }
        let actual = text(crc())
        if actual == stated { return .matches }
        return .mismatch(expected: stated.utf8Text ?? "bytes that are no text", actual: actual.utf8Text ?? "")
    }

    static func text(_ crc: UInt32) -> Bytes {
        Bytes(capacity: prefix.count + 8) { memory in
            memory.copyBytes(from: prefix)
            for digit in 0..<8 {
                let nibble = UInt8(truncatingIfNeeded: crc >> UInt32(28 - 4 * digit) & 15)
                memory[prefix.count + digit] = nibble + (nibble < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
            }
            return memory.count
        }
    }
}

extension RecordBatch {
    /// Puts `record` among the good or the damaged, by its digest. `valueCRC` is the CRC-32C of its value, where known.
    package mutating func admit(_ record: StreamRecord, valueCRC: UInt32? = nil) {
        let verdict = PacketDigest.verify(record.headers) { valueCRC ?? CRC32C.checksum(record.value) }
        guard case .mismatch(let expected, let actual) = verdict else {
            records.append(record)
            return
        }
        let reason = "the digest header says \(expected), the value's is \(actual)"
        damaged.append(DamagedRecord(record: record, reason: reason))
    }
}
