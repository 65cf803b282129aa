internal import Bytes

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where the bytes of a FITS file come from.
protocol FITSSource: Sendable {
    var count: Int { get }
    func bytes(_ range: Range<Int>) throws(FITSError) -> Bytes
    /// Whether an image of so many bytes stays where it is until it is asked for.
    func leavesOut(_ imageBytes: Int) -> Bool
}

/// A file in memory.
struct MemorySource: FITSSource {
    let all: Bytes

    var count: Int { all.count }
    func bytes(_ range: Range<Int>) -> Bytes { all.slice(range) }
    func leavesOut(_ imageBytes: Int) -> Bool { false }
}

/// A file of this machine, of which only what is asked for is read.
final class FileSource: FITSSource {
    let path: String
    let count: Int
    private let descriptor: Int32

    /// - Throws: `FITSError` with the path where it cannot be read, is no regular file or is larger than `limit`.
    init(_ path: String, limit: Int) throws(FITSError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileAccess.fault(path, "cannot be opened") }
        var facts = stat()
        let isKnown = fstat(descriptor, &facts) == 0
        let error = isKnown ? Self.refusal(facts, path, limit) : FileAccess.fault(path, "cannot be read")
        if let error {
            close(descriptor)
            throw error
        }
        (self.path, self.descriptor, count) = (path, descriptor, Int(facts.st_size))
    }

    deinit { close(descriptor) }

    private static func refusal(_ facts: stat, _ path: String, _ limit: Int) -> FITSError? {
        guard facts.st_mode & S_IFMT == S_IFREG else { return FITSError(.file, "\(path): not a regular file") }
        guard facts.st_size <= limit else {
            return FITSError(.limit, "\(path): \(facts.st_size) bytes; the limit is \(limit)")
        }
        return nil
    }

    /// Complexity: O(bytes of the range).
    func bytes(_ range: Range<Int>) throws(FITSError) -> Bytes {
        try Bytes(capacity: range.count) { (memory) throws(FITSError) in
            var done = 0
            while done < memory.count {
                let place = memory.baseAddress.map { $0 + done }
                let step = pread(descriptor, place, memory.count - done, off_t(range.lowerBound + done))
                guard step >= 0 || errno == EINTR else { throw FileAccess.fault(path, "cannot be read") }
                guard step != 0 else {
                    throw FITSError(
                        .truncated, "\(path): the file became shorter while it was read",
                        offset: range.lowerBound + done)
                }
                done += max(0, step)
            }
            return done
        }
    }

    func leavesOut(_ imageBytes: Int) -> Bool { imageBytes >= 1 << 20 }
}
