internal import Bytes

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

#if canImport(Glibc)
    private let systemWrite = Glibc.write
#else
    private let systemWrite = Darwin.write
#endif

extension ExposureFile {
    /// Opens a file of this machine. The path is a path and nothing else: no address, no filter in brackets.
    ///
    /// Images of a file that is not gzipped are read when they are asked for; their `HDU.data` are empty until then.
    ///
    /// - Throws: `FITSError` with the path where it cannot be read or is larger than `limits`. Complexity: O(headers and
    ///   tables), O(bytes) where it is gzipped.
    public init(path: String, limits: FITSLimits = .exposure) throws(FITSError) {
        let file = try FileSource(path, limit: limits.bytes)
        let head = try file.bytes(0..<min(file.count, 64))
        guard !Gzip.isGzip(head) else {
            try self.init(file.bytes(0..<file.count), limits: limits)
            return
        }
        self.init(hdus: try FITSFile(file, limits: limits).hdus, source: file, limits: limits)
    }
}

extension FITSFile {
    /// Writes the file under another name beside it and renames it, so that nobody sees a part of it.
    ///
    /// - Throws: `FITSError` with the path. Complexity: O(bytes).
    public func write(path: String) throws(FITSError) {
        try Self.write(path: path, making: hdus.map { hdu in { hdu } })
    }

    /// The same for HDUs that are made when their turn comes, so that not all are in memory together.
    public static func write(path: String, making hdus: [() -> HDU]) throws(FITSError) {
        try FileAccess.write(path) { (put) throws(FITSError) in try emit(hdus, put) }
    }
}

/// Writing files of this machine, whole.
enum FileAccess {
    /// Under another name first; `body` is given what writes the next bytes.
    static func write(
        _ path: String, _ body: ((_ next: Bytes) throws(FITSError) -> Void) throws(FITSError) -> Void
    ) throws(FITSError) {
        let part = "\(path).\(getpid())-\(UInt64.random(in: .min ... .max)).part"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw fault(part, "cannot be made") }
        var failure: FITSError?
        do throws(FITSError) {
            try body { (bytes) throws(FITSError) in
                guard bytes.withUnsafeBytes({ put($0, descriptor) }) else { throw fault(path, "cannot be written") }
            }
        } catch { failure = error }
        if close(descriptor) != 0 || (failure == nil && rename(part, path) != 0) {
            failure = failure ?? fault(path, "cannot be written")
        }
        guard let failure else { return }
        unlink(part)
        throw failure
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

    static func fault(_ path: String, _ what: String) -> FITSError {
        FITSError(.file, "\(path) \(what): \(String(cString: strerror(errno)))")
    }
}
