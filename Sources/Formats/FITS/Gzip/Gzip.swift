public import Bytes
internal import CZlib

/// gzip, inflated within a bound.
public enum Gzip {
    /// Whether `file` begins as gzip does.
    public static func isGzip(_ file: Bytes) -> Bool {
        file.count >= 18 && file[0] == 0x1f && file[1] == 0x8b
    }

    /// The contents of a gzip file of one or more members; what follows the last member is ignored.
    ///
    /// - Throws: `FITSError` where it is damaged or holds more than `limit` bytes. Complexity: O(contents).
    public static func inflate(_ file: Bytes, limit: Int) throws(FITSError) -> Bytes {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw FITSError(.gzip, "zlib could not begin")
        }
        defer { inflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: min(limit, max(1 << 16, lengthHint(file))) + 1)
        let count = try file.withUnsafeBytes { (input) throws(FITSError) in
            try run(&stream, input, &output, limit: limit)
        }
        output.removeLast(output.count - count)
        return Bytes(output)
    }

    /// The length that the last four bytes give, if it is one that so much input could hold.
    private static func lengthHint(_ file: Bytes) -> Int {
        let tail = file.slice(file.count - 4..<file.count)
        let length = tail.reversed().reduce(0) { $0 << 8 | Int($1) }
        return length <= file.count * 1032 ? length : 0
    }

    private static func run(
        _ stream: inout z_stream, _ input: UnsafeRawBufferPointer, _ output: inout [UInt8], limit: Int
    ) throws(FITSError) -> Int {
        stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(clamping: input.count)
        var produced = 0
        while true {
            if produced == output.count {
                output.append(contentsOf: repeatElement(0, count: min(output.count, limit + 1 - output.count)))
            }
            let status = step(&stream, &output, &produced)
            guard produced <= limit else {
                throw FITSError(.limit, "more than \(limit) bytes when decompressed")
            }
            if status == Z_STREAM_END {
                guard isAnotherMember(stream) else { return produced }
                guard inflateReset(&stream) == Z_OK else { throw FITSError(.gzip, "zlib could not go on") }
            } else if status != Z_OK || (stream.avail_in == 0 && produced < output.count) {
                let reason = stream.avail_in == 0 ? "it ends early" : "damaged"
                throw FITSError(.gzip, "the gzip data cannot be read: \(reason)", offset: Int(stream.total_in))
            }
        }
    }

    private static func step(_ stream: inout z_stream, _ output: inout [UInt8], _ produced: inout Int) -> Int32 {
        output.withUnsafeMutableBufferPointer { buffer in
            stream.next_out = buffer.baseAddress.map { $0 + produced }
            stream.avail_out = UInt32(clamping: buffer.count - produced)
            let room = stream.avail_out
            let status = CZlib.inflate(&stream, Z_NO_FLUSH)
            produced += Int(room - stream.avail_out)
            return status
        }
    }

    private static func isAnotherMember(_ stream: z_stream) -> Bool {
        guard stream.avail_in >= 18, let next = stream.next_in else { return false }
        return next[0] == 0x1f && next[1] == 0x8b
    }
}
