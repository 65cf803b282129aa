internal import Bytes
internal import CSnappy
internal import CZlib

/// Snappy with Avro's CRC-32 after it.
enum Snappy {
    static func decompress(_ block: Bytes, limit: Int) throws(AvroError) -> Bytes {
        guard block.count >= 5 else { throw AvroError(.codec, "snappy: the block is cut short") }
        let body = block.slice(0..<block.count - 4)
        let expected = block.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let size = try length(body, limit: limit)
        let output = try Bytes(capacity: size) { (space) throws(AvroError) -> Int in
            var written = size
            let status = body.withUnsafeBytes {
                snappy_uncompress($0.baseAddress, $0.count, space.baseAddress, &written)
            }
            guard status == SNAPPY_OK, written == size else { throw AvroError(.codec, "snappy: the block is damaged") }
            return written
        }
        guard CRC32.checksum(output) == expected else {
            throw AvroError(.checksum, "snappy: the CRC-32 of the block does not match its bytes")
        }
        return output
    }

    /// The length that the block claims, where its bytes can back it: a copy of 64 bytes takes 3.
    private static func length(_ body: Bytes, limit: Int) throws(AvroError) -> Int {
        var size = 0
        let status = body.withUnsafeBytes { snappy_uncompressed_length($0.baseAddress, $0.count, &size) }
        guard status == SNAPPY_OK, size <= body.count * 32 else {
            throw AvroError(.codec, "snappy: the block is damaged")
        }
        guard size <= limit else { throw AvroError(.limit, "a block decompresses to more than \(limit) bytes") }
        return size
    }

    static func compress(_ block: Bytes) throws(AvroError) -> Bytes {
        let bound = snappy_max_compressed_length(block.count)
        return try Bytes(capacity: bound + 4) { (space) throws(AvroError) -> Int in
            var written = bound
            let status = block.withUnsafeBytes {
                snappy_compress($0.baseAddress, $0.count, space.baseAddress, &written)
            }
            guard status == SNAPPY_OK else { throw AvroError(.codec, "snappy: a block cannot be compressed") }
            space.storeBytes(of: CRC32.checksum(block).bigEndian, toByteOffset: written, as: UInt32.self)
            return written + 4
        }
    }
}

/// The CRC-32 of zlib and Ethernet.
enum CRC32 {
    static func checksum(_ bytes: Bytes) -> UInt32 {
        bytes.withUnsafeBytes {
            UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count))
        }
    }
}
