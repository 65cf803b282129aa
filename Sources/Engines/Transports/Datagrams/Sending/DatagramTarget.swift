internal import NIOCore
internal import NIOPosix

/// Where datagrams go.
public enum DatagramTarget: Sendable, Hashable, CustomStringConvertible {
    case unicast(HostPort)
    case multicast(MulticastGroup)

    /// The receiver's, or the group's.
    public var place: HostPort {
        switch self {
        case .unicast(let place): place
        case .multicast(let group): group.place
        }
    }

    public var description: String {
        switch self {
        case .unicast(let place): "udp://\(place)"
        case .multicast(let group): "multicast://\(group)"
        }
    }

    /// Asks the name service where the host is a name.
    func resolve() async throws -> SocketAddress {
        let place = place
        do {
            return try await NIOThreadPool.singleton.runIfActive {
                try SocketAddress.makeAddressResolvingHost(place.host, port: place.port)
            }
        } catch { throw TransportError("\(self)", "No address for '\(place.host)'.", isTransient: true) }
    }
}

extension SocketAddress {
    /// Any address of this machine, of the same family, at a port of the system's choice.
    func anyOfFamily() throws -> SocketAddress {
        try SocketAddress(ipAddress: self.protocol == .inet6 ? "::" : "0.0.0.0", port: 0)
    }
}
