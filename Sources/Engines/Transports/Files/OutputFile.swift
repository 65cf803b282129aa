internal import Bytes

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A new file that gets its name when it is complete. Closed with its last reference.
final class OutputFile {
    let path: String
    private let descriptor: Int32

    /// Makes `path`, where nothing may be yet.
    init(creating path: String) throws(TransportError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        self.path = path
        guard descriptor >= 0 else { throw .system("make the file", path) }
    }

    deinit { close(descriptor) }

    func write(_ memory: UnsafeRawBufferPointer) throws(TransportError) {
        var done = 0
        while done < memory.count {
            let count = Self.writeOnce(descriptor, UnsafeRawBufferPointer(rebasing: memory[done...]))
            if count > 0 { done += count } else if count == 0 || errno != EINTR { throw .system("write", path) }
        }
    }

    private static func writeOnce(_ descriptor: Int32, _ memory: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, memory.baseAddress, memory.count)
        #else
            Darwin.write(descriptor, memory.baseAddress, memory.count)
        #endif
    }

    /// Waits until the disk has it.
    func synchronise() throws(TransportError) {
        guard fsync(descriptor) == 0 else { throw .system("flush", path) }
    }

    /// Gives the file the name `final`; false where that name is taken, which is left as it is.
    func publish(as final: String) throws(TransportError) -> Bool {
        if link(path, final) == 0 {
            unlink(path)
            return true
        }
        switch errno {
        case EEXIST: return false
        case EPERM, ENOTSUP, ENOSYS: return try publishByRename(final)
        default: throw .system("name the file \(final)", path)
        }
    }

    /// For file systems without links; another writer that takes the name at the same moment would be replaced.
    private func publishByRename(_ final: String) throws(TransportError) -> Bool {
        if access(final, F_OK) == 0 { return false }
        guard rename(path, final) == 0 else { throw .system("name the file \(final)", path) }
        return true
    }

    /// Takes the file away.
    func remove() { unlink(path) }
}
