internal import Bytes

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

#if canImport(Glibc)
    private let (systemRead, systemWrite) = (Glibc.read, Glibc.write)
#else
    private let (systemRead, systemWrite) = (Darwin.read, Darwin.write)
#endif

extension ExposureFile {
    /// Reads a file of this machine. The path is a path and nothing else: no address, no filter in brackets.
    ///
    /// - Throws: `FITSError` with the path where it cannot be read or is larger than `limits`. Complexity: O(bytes).
    public init(path: String, limits: FITSLimits = .exposure) throws(FITSError) {
        try self.init(FileAccess.read(path, limit: limits.bytes), limits: limits)
    }
}

extension FITSFile {
    /// Writes the file under another name beside it and renames it, so that nobody sees a part of it.
    ///
    /// - Throws: `FITSError` with the path. Complexity: O(bytes).
    public func write(path: String) throws(FITSError) { try FileAccess.write(encoded(), path) }
}

/// Files of this machine, whole.
enum FileAccess {
    static func read(_ path: String, limit: Int) throws(FITSError) -> Bytes {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw fault(path, "cannot be opened") }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw fault(path, "cannot be read") }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw FITSError(.file, "\(path): not a regular file") }
        guard facts.st_size <= limit else {
            throw FITSError(.limit, "\(path): \(facts.st_size) bytes; the limit is \(limit)")
        }
        return try Bytes(capacity: Int(facts.st_size)) { (memory) throws(FITSError) in
            var count = 0
            while count < memory.count {
                let step = systemRead(descriptor, memory.baseAddress.map { $0 + count }, memory.count - count)
                guard step >= 0 || errno == EINTR else { throw fault(path, "cannot be read") }
                if step == 0 { break }
                count += max(0, step)
            }
            return count
        }
    }

    static func write(_ bytes: Bytes, _ path: String) throws(FITSError) {
        let part = "\(path).\(getpid())-\(UInt64.random(in: .min ... .max)).part"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw fault(part, "cannot be made") }
        let isWritten = bytes.withUnsafeBytes { put($0, descriptor) }
        guard close(descriptor) == 0, isWritten, rename(part, path) == 0 else {
            let error = fault(path, "cannot be written")
            unlink(part)
            throw error
        }
    }

    private static func put(_ memory: UnsafeRawBufferPointer, _ descriptor: Int32) -> Bool {
        var count = 0
        while count < memory.count {
            let step = systemWrite(descriptor, memory.baseAddress.map { $0 + count }, memory.count - count)
            if step < 0 && errno != EINTR { return false }
            count += max(0, step)
        }
        return true
    }

    private static func fault(_ path: String, _ what: String) -> FITSError {
        FITSError(.file, "\(path) \(what): \(String(cString: strerror(errno)))")
    }
}
