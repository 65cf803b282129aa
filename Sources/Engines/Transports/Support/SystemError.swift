#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension TransportError {
    /// What the system said when `action` failed on `target`.
    static func system(_ action: String, _ target: String, errno code: Int32 = errno) -> TransportError {
        let reason = String(cString: strerror(code))
        return TransportError(
            target, "Cannot \(action): \(reason).", isTransient: [ENOSPC, EDQUOT, EINTR].contains(code))
    }
}
