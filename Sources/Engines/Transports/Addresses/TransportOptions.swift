/// Options for whatever transport an address names.
public struct TransportOptions: Sendable, Hashable {
    /// For a connection that this side makes.
    public var tcp: TCPOptions
    /// For connections that others make.
    public var listen: TCPListenOptions
    /// For UDP, to one receiver or to a group.
    public var datagrams: DatagramOptions
    /// For posts to a URL.
    public var http: HTTPOptions
    /// gzip's for archives, 1 (fast) to 9 (small).
    public var gzipLevel: Int

    /// By default each kind's own, and gzip's fastest level.
    public init(
        tcp: TCPOptions = TCPOptions(), listen: TCPListenOptions = TCPListenOptions(),
        datagrams: DatagramOptions = DatagramOptions(), http: HTTPOptions = HTTPOptions(), gzipLevel: Int = 1
    ) {
        self.tcp = tcp
        self.listen = listen
        self.datagrams = datagrams
        self.http = http
        self.gzipLevel = gzipLevel
    }
}

extension TransportAddress {
    /// Opens the transport that the address names. Connections are made later, by the first packet or a probe.
    ///
    /// - Throws: `TransportError` where files, sockets or options do not allow it.
    public func open(_ options: TransportOptions = TransportOptions()) async throws -> any PacketTransport
        & ReadinessProbe
    {
        switch self {
        case .tcp(let place): TCPTransport(to: place, options: options.tcp)
        case .tcpListen(let place): try await TCPListenTransport.listen(at: place, options: options.listen)
        case .udp(let place): try await DatagramTransport.open(.unicast(place), options: options.datagrams)
        case .multicast(let group): try await DatagramTransport.open(.multicast(group), options: options.datagrams)
        case .http(let url): try HTTPTransport(to: url, options: options.http)
        case .files(let folder): try FileTransport(folder: folder)
        case .tar(let path): try TarTransport(path: path, level: options.gzipLevel)
        }
    }
}
