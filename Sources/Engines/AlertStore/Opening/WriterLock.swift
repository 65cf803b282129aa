#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The right to write a store, held through an advisory lock on a file beside it.
///
/// The system lets go of the lock when the process ends, however it ends.
final class WriterLock: Sendable {
    private let descriptor: Int32

    init(path: String) throws(StoreError) {
        descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let problem = errno
            let code: StoreError.Code =
                switch problem {
                case EACCES, EROFS, EPERM: .readOnly
                case ENOSPC, EDQUOT: .full
                default: .cannotOpen
                }
            throw StoreError(code, file: path, detail: String(cString: strerror(problem)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw StoreError(.locked, file: path, detail: Self.note(in: descriptor))
        }
        writeNote()
    }

    deinit { close(descriptor) }

    /// Lets another process write; the descriptor is closed with this value.
    func release() { _ = flock(descriptor, LOCK_UN) }

    private func writeNote() {
        let note = Array("process \(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = note.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private static func note(in descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self).filter { !$0.isNewline }
    }
}

enum FileAccess {
    static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
