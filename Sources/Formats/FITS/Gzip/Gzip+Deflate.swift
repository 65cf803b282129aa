public import Bytes
internal import CZlib

extension Gzip {
    /// `contents` as a gzip file. Complexity: O(contents).
    public static func deflate(_ contents: Bytes, level: Int32 = 6) throws(FITSError) -> Bytes {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard
            deflateInit2_(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK,
            let length = UInt32(exactly: contents.count)
        else { throw FITSError(.gzip, "zlib could not begin") }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(length)))
        var status = Z_STREAM_END
        let packed = contents.withUnsafeBytes { input in
            [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = length
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: bound)
                status = CZlib.deflate(&stream, Z_FINISH)
                count = bound - Int(stream.avail_out)
            }
        }
        guard status == Z_STREAM_END else { throw FITSError(.gzip, "zlib could not compress") }
        return Bytes(packed)
    }
}
