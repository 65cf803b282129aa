import Bytes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file. Closed with its last reference, so that a mapping's or a flusher's file cannot close under it.
final class LogFile: Sendable {
    let path: String
    let descriptor: Int32

    init(_ path: String, _ flags: Int32, mode: mode_t = 0o644, action: String = "open") throws(StreamError) {
        descriptor = open(path, flags | O_CLOEXEC, mode)
        self.path = path
        guard descriptor >= 0 else { throw .system(action, path) }
    }

    /// The lock is given up before the file is closed: a child process that is being started may hold a copy of the
    /// descriptor for a moment, and with it the lock.
    deinit {
        unlock()
        close(descriptor)
    }

    func size() throws(StreamError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system("look at", path) }
        return Int(status.st_size)
    }

    /// Reads at `position` until `memory` is full or the file ends; the count read.
    func read(at position: Int, into memory: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        var done = 0
        while done < memory.count {
            let count = pread(
                descriptor, memory.baseAddress.map { $0 + done }, memory.count - done, off_t(position + done))
            if count == 0 { break }
            if count > 0 { done += count } else if errno != EINTR { throw .system("read", path) }
        }
        return done
    }

    func read(at position: Int, count: Int) throws(StreamError) -> Bytes {
        try Bytes(capacity: count) { (memory) throws(StreamError) in try read(at: position, into: memory) }
    }

    func write(_ bytes: [UInt8], at position: Int) throws(StreamError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(position + done))
            }
            if count > 0 { done += count } else if errno != EINTR { throw .system("write", path) }
        }
    }

    /// Writes all of `vectors` in order at `position`.
    func write(_ vectors: inout [iovec], at position: Int) throws(StreamError) {
        var (next, place) = (0, position)
        while next < vectors.count {
            let slice = min(vectors.count - next, 1024)
            let count = vectors.withUnsafeBufferPointer { buffer in
                pwritev(descriptor, buffer.baseAddress.map { $0 + next }, Int32(slice), off_t(place))
            }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw .system("write", path, errno: count == 0 ? ENOSPC : errno)
            }
            place += count
            next = Self.advance(&vectors, from: next, by: count)
        }
    }

    private static func advance(_ vectors: inout [iovec], from first: Int, by count: Int) -> Int {
        var (next, left) = (first, count)
        while next < vectors.count, left >= vectors[next].iov_len {
            left -= vectors[next].iov_len
            next += 1
        }
        if left > 0 {
            vectors[next].iov_base = vectors[next].iov_base.map { $0 + left }
            vectors[next].iov_len -= left
        }
        return next
    }

    func truncate(to size: Int) throws(StreamError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw .system("truncate", path) }
    }

    func synchronise() throws(StreamError) {
        #if canImport(Glibc)
            let result = fdatasync(descriptor)
        #else
            let result = fsync(descriptor)
        #endif
        guard result == 0 else { throw .system("flush", path) }
    }

    /// Takes the whole-file lock; false where another holds it. The lock goes with the process that held it.
    func lock(exclusive: Bool, wait: Bool = false) throws(StreamError) -> Bool {
        while flock(descriptor, (exclusive ? LOCK_EX : LOCK_SH) | (wait ? 0 : LOCK_NB)) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else { throw .system("lock", path) }
        }
        return true
    }

    func unlock() { _ = flock(descriptor, LOCK_UN) }
}

/// Hints about the system's file cache. Nothing but speed depends on them.
extension LogFile {
    /// These bytes need not stay in memory.
    func uncache(_ bytes: Range<Int>) {
        #if canImport(Glibc)
            _ = posix_fadvise(descriptor, off_t(bytes.lowerBound), off_t(bytes.count), POSIX_FADV_DONTNEED)
        #endif
    }

    /// These bytes are read soon. Asked for in small pieces, for Linux cuts a request to its read-ahead limit.
    func prefetch(_ bytes: Range<Int>, piece: Int = 1 << 20) {
        #if canImport(Glibc)
            for start in stride(from: bytes.lowerBound, to: bytes.upperBound, by: piece) {
                let count = min(piece, bytes.upperBound - start)
                _ = posix_fadvise(descriptor, off_t(start), off_t(count), POSIX_FADV_WILLNEED)
            }
        #endif
    }

    /// Whether most of these bytes are in memory; true where the system does not tell.
    func isCached(_ bytes: Range<Int>) -> Bool {
        #if canImport(Glibc)
            let page = Int(getpagesize())
            let start = bytes.lowerBound & ~(page - 1)
            let count = bytes.upperBound - start
            guard count > 0, let address = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, off_t(start)),
                address != MAP_FAILED
            else { return true }
            defer { munmap(address, count) }
            var pages = [UInt8](repeating: 1, count: (count + page - 1) / page)
            guard mincore(address, count, &pages) == 0 else { return true }
            return pages.reduce(0) { $0 + Int($1 & 1) } * 2 > pages.count
        #else
            return true
        #endif
    }
}

/// Folder listing and the small calls that Foundation would do with more ceremony.
enum Folder {
    static func make(_ path: String) throws(StreamError) {
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw .system("make the folder", path) }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Names in the folder, unsorted, without those that begin with a dot.
    static func names(_ path: String) throws(StreamError) -> [String] {
        guard let handle = opendir(path) else { throw .system("list", path) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    /// Makes new and removed names survive a power cut.
    static func synchronise(_ path: String) throws(StreamError) {
        let file = try LogFile(path, O_RDONLY)
        guard fsync(file.descriptor) == 0 || errno == EINVAL else { throw .system("flush", path) }
    }

    static func remove(_ path: String) throws(StreamError) {
        if unlink(path) != 0, errno != ENOENT { throw .system("remove", path) }
    }

    static func makeAll(_ path: String) throws(StreamError) {
        guard !exists(path) else { return }
        if let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex {
            try makeAll(String(path[..<slash]))
        }
        try make(path)
    }
}
