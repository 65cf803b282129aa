/// Bytes that were appended to a segment.
struct WrittenRange {
    let file: LogFile
    var bytes: Range<Int>

    mutating func extend(to end: Int) { bytes = bytes.lowerBound..<max(bytes.upperBound, end) }
}

/// Keeps the newest bytes of a topic in the system's file cache, and gives back the memory of older ones.
///
/// A night of alerts is larger than memory. Left alone it would push everything else out of the cache, and each append
/// would have to find fresh memory; giving back what readers at the tail have long passed lets appends use the same
/// memory again. Readers further behind read from the disk.
struct CacheWindow {
    /// Bytes to keep; nil to leave all to the system.
    let limit: Int?
    /// Flushed ranges that may be cached, oldest first.
    private var ranges: [WrittenRange] = []
    private(set) var byteCount = 0

    init(limit: Int?) { self.limit = limit }

    /// Takes bytes that are safe on the disk, and lets go of the oldest beyond the limit.
    mutating func flushed(_ written: WrittenRange) {
        guard let limit else { return }
        ranges.append(written)
        byteCount += written.bytes.count
        while byteCount > limit {
            let oldest = ranges.removeFirst()
            oldest.file.uncache(oldest.bytes)
            byteCount -= oldest.bytes.count
        }
    }

    /// Leaves what is cached to the system, and closes the files.
    mutating func forget() { self = CacheWindow(limit: limit) }
}
