import CZlib

/// Reads a file that may be gzipped (several members too) and gives what was compressed.
final class GzipReader {
    private let file: FileReader
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    private var stream = z_stream()
    private var compressed: Bool?
    private var consumed = 0
    private var memberIsOpen = false
    /// What follows the last member is no other, and is not read.
    private var isPastEnd = false
    private var started = false

    init(path: String) throws(DistributionError) {
        file = try FileReader(path: path)
    }

    deinit {
        if started { inflateEnd(&stream) }
        input.deallocate()
    }

    /// Fills `buffer` as far as the data go, and returns how far; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(DistributionError) -> Int {
        if compressed == nil { try detect() }
        return compressed == true ? try inflated(into: buffer) : try plain(into: buffer)
    }

    private func detect() throws(DistributionError) {
        try refill()
        let isGzip = stream.avail_in >= 2 && input[0] == 0x1f && input[1] == 0x8b
        compressed = isGzip
        if isGzip { try start() }
    }

    private func start() throws(DistributionError) {
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw DistributionError(.cannotRead, origin: file.path, "the decompressor could not start")
        }
        started = true
        memberIsOpen = true
    }

    private func refill() throws(DistributionError) {
        let count = try file.read(into: input)
        consumed += count
        stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_in = UInt32(count)
    }

    private func plain(into buffer: UnsafeMutableRawBufferPointer) throws(DistributionError) -> Int {
        var filled = 0
        while filled < buffer.count {
            if stream.avail_in == 0 { try refill() }
            let count = min(buffer.count - filled, Int(stream.avail_in))
            guard count > 0, let next = stream.next_in else { break }
            UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                .copyMemory(from: UnsafeRawBufferPointer(start: next, count: count))
            stream.next_in = next + count
            stream.avail_in -= UInt32(count)
            filled += count
        }
        return filled
    }

    private func inflated(into buffer: UnsafeMutableRawBufferPointer) throws(DistributionError) -> Int {
        stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(min(buffer.count, Int(UInt32.max)))
        let wanted = Int(stream.avail_out)
        while stream.avail_out > 0, !isPastEnd {
            if stream.avail_in == 0 { try refill() }
            if stream.avail_in == 0 {
                guard !memberIsOpen else {
                    throw DistributionError(
                        .truncated, origin: file.path, offset: consumed, "the gzip data end before they are complete")
                }
                break
            }
            if !memberIsOpen {
                guard stream.next_in?.pointee == 0x1f else {
                    isPastEnd = true
                    break
                }
                inflateReset(&stream)
                memberIsOpen = true
            }
            try inflateOnce()
        }
        return wanted - Int(stream.avail_out)
    }

    private func inflateOnce() throws(DistributionError) {
        switch inflate(&stream, Z_NO_FLUSH) {
        case Z_OK: break
        case Z_STREAM_END: memberIsOpen = false
        default:
            let offset = consumed - Int(stream.avail_in)
            throw DistributionError(.notAnArchive, origin: file.path, offset: offset, "the gzip data are damaged")
        }
    }
}
