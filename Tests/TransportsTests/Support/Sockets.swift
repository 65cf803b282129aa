import Transports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

private func tcpSocket() -> Int32 {
    #if canImport(Glibc)
        socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
        socket(AF_INET, SOCK_STREAM, 0)
    #endif
}

/// Calls `body` with 127.0.0.1 and `port` as the system wants them; gives the port that `body` leaves there.
private func withLoopback(port: Int, _ body: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Bool) throws -> Int {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = UInt16(port).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isDone = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, &length) }
    }
    guard isDone else { throw TransportError("127.0.0.1:\(port)", "No socket for the test.") }
    return Int(UInt16(bigEndian: address.sin_port))
}

/// A server whose connections are accepted by the system and never read.
final class StalledServer: Sendable {
    private let descriptor: Int32
    let port: Int

    init() throws {
        let descriptor = tcpSocket()
        self.descriptor = descriptor
        port = try withLoopback(port: 0) { address, length in
            bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0
                && getsockname(descriptor, address, &length) == 0
        }
    }

    deinit { close(descriptor) }
}

/// A client that connects and never reads.
final class MuteClient: Sendable {
    private let descriptor: Int32

    init(port: Int) throws {
        let descriptor = tcpSocket()
        self.descriptor = descriptor
        _ = try withLoopback(port: port) { address, length in connect(descriptor, address, length) == 0 }
    }

    deinit { close(descriptor) }
}

/// A UDP port where datagrams arrive and nobody reads them.
final class SilentPort: Sendable {
    private let descriptor: Int32
    let port: Int

    init() throws {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_DGRAM, 0)
        #endif
        self.descriptor = descriptor
        port = try withLoopback(port: 0) { address, length in
            bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
        }
    }

    deinit { close(descriptor) }
}

enum Multicast {
    /// The name of the loopback interface.
    static var loopback: String? {
        ["lo", "lo0"].first { if_nametoindex($0) != 0 }
    }

    /// An interface that knows IPv6 multicast; Linux's loopback does not. Datagrams with hop limit 0 do not leave the
    /// machine by it.
    static var ipv6Interface: String? {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return nil }
        defer { freeifaddrs(first) }
        return sequence(first: first, next: { $0?.pointee.ifa_next }).lazy.compactMap { entry -> String? in
            guard let entry = entry?.pointee, entry.ifa_addr?.pointee.sa_family == sa_family_t(AF_INET6) else {
                return nil
            }
            let wanted = UInt32(IFF_UP) | UInt32(IFF_MULTICAST)
            return UInt32(entry.ifa_flags) & wanted == wanted ? String(cString: entry.ifa_name) : nil
        }.first
    }
}
