internal import CZlib

/// Packs bytes as one gzip member, piece by piece (RFC 1952).
final class GzipStream {
    /// How much of what was put in is to come out.
    enum Flush {
        /// As zlib likes.
        case none
        /// All of it.
        case all
        /// All of it, and the end of the member.
        case end

        fileprivate var code: Int32 {
            switch self {
            case .none: Z_NO_FLUSH
            case .all: Z_SYNC_FLUSH
            case .end: Z_FINISH
            }
        }
    }

    /// On the heap: zlib keeps the stream's address.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer

    /// `level`: 1 (fast) to 9 (small). Errors name `path`.
    init(level: Int, path: String) throws(TransportError) {
        guard (1...9).contains(level) else { throw TransportError(path, "gzip's level is 1 to 9, not \(level).") }
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        output = .allocate(byteCount: 1 << 16, alignment: 16)
        let size = Int32(MemoryLayout<z_stream>.size)
        let status = deflateInit2_(
            stream, Int32(level), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard status == Z_OK else { throw TransportError(path, "gzip could not begin (zlib's code \(status)).") }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Writes what comes out to `file`.
    func pack(_ input: UnsafeRawBufferPointer, _ flush: Flush, to file: OutputFile) throws(TransportError) {
        var rest = input
        repeat {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
            try packOnce(piece, rest.isEmpty ? flush : .none, to: file)
        } while !rest.isEmpty
    }

    private func packOnce(
        _ input: UnsafeRawBufferPointer, _ flush: Flush, to file: OutputFile
    ) throws(TransportError) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        repeat {
            stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
            stream.pointee.avail_out = UInt32(output.count)
            _ = deflate(stream, flush.code)
            let count = output.count - Int(stream.pointee.avail_out)
            try file.write(UnsafeRawBufferPointer(rebasing: output[..<count]))
        } while stream.pointee.avail_out == 0
    }
}
