internal import Bytes
internal import CZstd

enum Zstandard {
    /// Windows above 8 MiB (2^23, the largest of the levels to 19) are refused: a small block could demand much memory.
    private static let largestWindowLog: Int32 = 23

    static func decompress(_ block: Bytes, limit: Int) throws(AvroError) -> Bytes {
        guard let context = ZSTD_createDCtx() else { throw AvroError(.codec, "zstandard: cannot start") }
        defer { ZSTD_freeDCtx(context) }
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, largestWindowLog)
        var output = InflationBuffer(expected: block.count * 4, limit: limit)
        defer { output.free() }
        try block.withUnsafeBytes { (memory) throws(AvroError) in
            try decompress(memory, context, &output)
        }
        return output.finish()
    }

    private static func decompress(
        _ memory: UnsafeRawBufferPointer, _ context: OpaquePointer, _ output: inout InflationBuffer
    ) throws(AvroError) {
        var input = ZSTD_inBuffer(src: memory.baseAddress, size: memory.count, pos: 0)
        while true {
            let space = output.space
            var target = ZSTD_outBuffer(dst: space.baseAddress, size: space.count, pos: 0)
            let status = ZSTD_decompressStream(context, &target, &input)
            guard ZSTD_isError(status) == 0 else { throw AvroError(.codec, "zstandard: the block is damaged") }
            output.count += target.pos
            if input.pos == input.size {
                if status == 0 { return }
                guard target.pos == target.size else { throw AvroError(.codec, "zstandard: the block is cut short") }
            }
            if target.pos == target.size { try output.grow() }
        }
    }

    static func compress(_ block: Bytes, level: Int) throws(AvroError) -> Bytes {
        let bound = ZSTD_compressBound(block.count)
        return try Bytes(capacity: bound) { (space) throws(AvroError) -> Int in
            let written = block.withUnsafeBytes {
                ZSTD_compress(space.baseAddress, bound, $0.baseAddress, $0.count, Int32(level))
            }
            guard ZSTD_isError(written) == 0 else { throw AvroError(.codec, "zstandard: cannot compress a block") }
            return written
        }
    }
}
