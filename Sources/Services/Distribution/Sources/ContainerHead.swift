import Avro
internal import Bytes

/// The head of a container file, kept so that a record can be put into a file of its own without writing the schema anew.
public struct ContainerHead: Sendable {
    /// Magic, metadata and sync marker of a file whose blocks are not compressed.
    let bytes: Bytes
    let sync: Bytes

    /// That of `file` where it is not compressed, else the same with its codec taken out.
    init(of header: ContainerHeader, in file: Bytes) throws(AvroError) {
        sync = header.sync
        if header.codec == .null {
            bytes = file.slice(0..<header.length).detached
        } else {
            var writer = try ContainerWriter(schema: header.schema, metadata: header.metadata, sync: header.sync)
            bytes = try writer.finish()
        }
    }

    /// A container file with `datum` and nothing else. Complexity: one copy.
    func file(with datum: Bytes) -> Bytes {
        let length = Self.zigzag(datum.count)
        let total = bytes.count + 1 + length.count + datum.count + sync.count
        return Bytes(capacity: total) { memory in
            var end = 0
            for piece in [bytes, Bytes([2]), length, datum, sync] {
                piece.withUnsafeBytes { source in
                    UnsafeMutableRawBufferPointer(rebasing: memory[end...]).copyMemory(from: source)
                }
                end += piece.count
            }
            return end
        }
    }

    /// A non-negative number as Avro writes a long.
    private static func zigzag(_ value: Int) -> Bytes {
        var rest = UInt64(value) << 1
        var bytes: [UInt8] = []
        repeat {
            bytes.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return Bytes(bytes)
    }
}
