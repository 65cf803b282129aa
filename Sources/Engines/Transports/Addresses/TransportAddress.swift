/// Where packets go, as written in a scenario or on a command line.
///
/// `tcp://HOST:PORT`, `tcp-listen://HOST:PORT`, `udp://HOST:PORT`, `multicast://GROUP:PORT?ttl=1&interface=lo`,
/// `http://HOST:PORT/PATH`, `file:FOLDER`, `tar:FILE`. IPv6 addresses stand in brackets.
public enum TransportAddress: Sendable, Hashable {
    /// Connects, and again when the connection is lost.
    case tcp(HostPort)
    /// Waits for subscribers and serves every one.
    case tcpListen(HostPort)
    case udp(HostPort)
    case multicast(MulticastGroup)
    case http(HTTPURL)
    /// A folder of one file a packet.
    case files(String)
    /// A gzipped archive.
    case tar(String)

    /// Stays on this machine: files, 127.0.0.0/8, ::1, `localhost`, or a multicast group on the loopback interface.
    ///
    /// Names other than `localhost` are not looked up, so a name of this machine is not taken for loopback.
    public var isLoopback: Bool {
        switch self {
        case .tcp(let place), .tcpListen(let place), .udp(let place): place.isLoopback
        case .multicast(let group): group.isLoopback
        case .http(let url): url.place.isLoopback
        case .files, .tar: true
        }
    }
}

extension TransportAddress: CustomStringConvertible {
    /// What `init(_:)` reads back.
    public var description: String {
        switch self {
        case .tcp(let place): "tcp://\(place)"
        case .tcpListen(let place): "tcp-listen://\(place)"
        case .udp(let place): "udp://\(place)"
        case .multicast(let group): "multicast://\(group)"
        case .http(let url): "\(url)"
        case .files(let folder): "file:\(folder)"
        case .tar(let path): "tar:\(path)"
        }
    }
}
