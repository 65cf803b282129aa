internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Why a socket failed, as a part of a sentence.
func failureReason(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
        if let first = error.connectionErrors.first { return failureReason(first.error) }
        return error.dnsAError.map(lookupFailure) ?? error.dnsAAAAError.map(lookupFailure) ?? "no address"
    case let error as IOError: return String(cString: strerror(error.errnoCode)).lowercased()
    case ChannelError.connectTimeout: return "no answer"
    case let error as ChannelError where error == .ioOnClosedChannel || error == .eof || error == .alreadyClosed:
        return "the other side closed the connection"
    case is SocketAddressError: return "the host's name has no address"
    case let error as TransportError: return error.detail
    default: return "\(error)"
    }
}

private func lookupFailure(_ error: any Error) -> String { "the host's name has no address" }
