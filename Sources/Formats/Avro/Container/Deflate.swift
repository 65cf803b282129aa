internal import Bytes
internal import CZlib

/// Raw deflate (RFC 1951) by zlib.
enum Deflate {
    static func decompress(_ block: Bytes, limit: Int) throws(AvroError) -> Bytes {
        var stream = z_stream()
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw AvroError(.codec, "deflate: zlib cannot start")
        }
        defer { inflateEnd(&stream) }
        var output = InflationBuffer(expected: block.count * 4, limit: limit)
        defer { output.free() }
        try block.withUnsafeBytes { (memory) throws(AvroError) in
            try inflate(memory, &stream, &output)
        }
        return output.finish()
    }

    private static func inflate(
        _ memory: UnsafeRawBufferPointer, _ stream: inout z_stream, _ output: inout InflationBuffer
    ) throws(AvroError) {
        stream.next_in = UnsafeMutablePointer(mutating: memory.startOfBytes)
        stream.avail_in = UInt32(clamping: memory.count)
        while true {
            let space = output.space
            stream.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.avail_out = UInt32(clamping: space.count)
            let status = CZlib.inflate(&stream, Z_NO_FLUSH)
            output.count += space.count - Int(stream.avail_out)
            if status == Z_STREAM_END { return }
            guard status == Z_OK || (status == Z_BUF_ERROR && stream.avail_out == 0) else {
                throw AvroError(.codec, "deflate: the block is damaged or cut short")
            }
            if stream.avail_out == 0 { try output.grow() }
        }
    }

    static func compress(_ block: Bytes, level: Int) throws(AvroError) -> Bytes {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard
            deflateInit2_(&stream, Int32(level), Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { throw AvroError(.codec, "deflate: level \(level) is not one of 0 to 9") }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(block.count)))
        return try Bytes(capacity: bound) { (space) throws(AvroError) -> Int in
            let status = block.withUnsafeBytes { memory -> Int32 in
                stream.next_in = UnsafeMutablePointer(mutating: memory.startOfBytes)
                stream.avail_in = UInt32(clamping: memory.count)
                stream.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(clamping: space.count)
                return deflate(&stream, Z_FINISH)
            }
            guard status == Z_STREAM_END else { throw AvroError(.codec, "deflate: a block is too large") }
            return bound - Int(stream.avail_out)
        }
    }
}
