import Bytes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A part of a file in memory, unmapped with its last view; it outlives the file's removal.
final class MappedWindow {
    private let file: LogFile
    private let isBorrowed: Bool
    let start: Int
    let memory: UnsafeRawBufferPointer

    /// Maps at least `range`, and up to `ahead` bytes in all, from the page that holds its first byte. The window may
    /// reach past the end of the file: only bytes known to exist may be touched. The memory behind an `isBorrowed`
    /// window goes back to the system with it.
    init(_ file: LogFile, covering range: Range<Int>, ahead: Int, isBorrowed: Bool = false) throws(StreamError) {
        self.file = file
        self.isBorrowed = isBorrowed
        start = range.lowerBound & ~(Int(getpagesize()) - 1)
        let count = max(range.upperBound - start, ahead)
        let address = mmap(nil, count, PROT_READ, MAP_SHARED, file.descriptor, off_t(start))
        guard let address, address != MAP_FAILED else { throw .system("map", file.path) }
        memory = UnsafeRawBufferPointer(start: address, count: count)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count)
        if isBorrowed { file.uncache(range) }
    }

    var range: Range<Int> { start..<start + memory.count }

    func covers(_ range: Range<Int>) -> Bool {
        start <= range.lowerBound && range.upperBound <= start + memory.count
    }

    /// The bytes of the file's `range`, which must be covered.
    func view(_ range: Range<Int>) -> Bytes {
        Bytes(
            owner: self,
            memory: UnsafeRawBufferPointer(rebasing: memory[range.lowerBound - start..<range.upperBound - start]))
    }
}
