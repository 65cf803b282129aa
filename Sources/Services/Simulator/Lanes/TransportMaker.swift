public import AlertStreams
public import Transports

/// Opens what a scenario's transports name.
public struct TransportMaker: Sendable {
    private(set) var isNowhere = false
    /// Where relative paths begin.
    public var folder: String
    /// Where relative paths of files that are read begin, such as a token's; nil for the same folder.
    public var inputs: String?
    /// The engine for a transport to topics, and whether it is to be closed with it.
    public var stream: @Sendable (TransportSetting) throws -> (stream: any AlertStream, isOwner: Bool)
    /// Of transports that an address names; what a setting says goes before them.
    public var options = TransportOptions()

    /// With an engine of the caller's for topics; relative paths begin in `folder`.
    public init(
        folder: String, stream: @escaping @Sendable (TransportSetting) throws -> (any AlertStream, Bool)
    ) {
        self.folder = folder
        self.stream = stream
    }

    /// Topics by default: those of the folder's `streams`, or a cluster's without authentication.
    public init(folder: String) {
        self.init(folder: folder) { setting in
            switch setting.kind {
            case .kafka: (KafkaStream(configuration: KafkaConfiguration(bootstrap: setting.target)), true)
            default: (EmbeddedStream(directory: ScenarioPath.resolved("streams", in: folder)), true)
            }
        }
    }

    /// Takes everything and sends nothing, for a run that is only to be compared.
    public static var nowhere: TransportMaker {
        var maker = TransportMaker(folder: "")
        maker.isNowhere = true
        return maker
    }

    /// Opens all transports and, where a setting wants it, waits until somebody is there: for all at the same time.
    ///
    /// - Throws: the first failure, after all that were opened are closed again; where somebody is not there, with all others
    ///   that are not either.
    public func make(_ settings: [TransportSetting]) async throws -> [any PacketTransport] {
        try await ReadinessGate.opened(
            settings.map { setting in ReadinessGate(setting) { isNowhere ? Nowhere() : try await open(setting) } })
    }

    private func open(_ setting: TransportSetting) async throws -> any PacketTransport {
        switch setting.kind {
        case .topic, .kafka:
            let (stream, isOwner) = try stream(setting)
            return try await TopicTransport(
                stream, topic: setting.topicName, partitions: setting.partitions, isOwner: isOwner,
                group: setting.group)
        case .voevent: return VTPTransport(try await voevent(setting))
        case .http where setting.tokenFile != nil:
            return try await setting.address(in: folder).open(try withToken(setting.tokenFile ?? ""))
        default:
            var options = self.options
            options.listen.wantedSubscribers = setting.subscribers ?? options.listen.wantedSubscribers
            options.listen.mostSubscribers = max(options.listen.mostSubscribers, options.listen.wantedSubscribers)
            return try await setting.address(in: folder).open(options)
        }
    }

    private func withToken(_ file: String) throws -> TransportOptions {
        var options = self.options
        let token = try SecretLine.read(file, in: inputs ?? folder)
        options.http.headers.append(HTTPHeader("Authorization", "Bearer \(token)"))
        return options
    }

    /// Subscribers come to `vtp-listen://HOST:PORT`, or to HOST:PORT; `vtp://HOST:PORT` is a broker to submit to.
    private func voevent(_ setting: TransportSetting) async throws -> VTPTransport.Role {
        let (scheme, place) = try TransportSetting.vtp(setting.target)
        if scheme == "vtp" { return .author(VTPAuthor(to: place)) }
        var options = VTPBroadcasterOptions()
        options.wantedSubscribers = setting.subscribers ?? options.wantedSubscribers
        options.mostSubscribers = max(options.mostSubscribers, options.wantedSubscribers)
        // Who lets a socket be reached from elsewhere wants others to come.
        if !place.isLoopback { options.allowed = AddressRange.anywhere }
        return .broadcaster(try await VTPBroadcaster.listen(at: place, options: options))
    }
}

extension TransportSetting {
    /// What `to` means for kinds that have an address.
    func address(in folder: String) throws -> TransportAddress {
        switch kind {
        case .files: try TransportAddress("file:" + ScenarioPath.resolved(target, in: folder))
        case .tar: try TransportAddress("tar:" + ScenarioPath.resolved(target, in: folder))
        default: try TransportAddress(target.contains("://") ? target : "\(kind.rawValue)://\(target)")
        }
    }

    static func vtp(_ target: String) throws -> (scheme: String, place: HostPort) {
        let text = target.contains("://") ? target : "vtp-listen://\(target)"
        for scheme in ["vtp", "vtp-listen"] where text.hasPrefix(scheme + "://") {
            // The same words as TCP's.
            let address = try TransportAddress("tcp" + text.dropFirst(3))
            switch address {
            case .tcp(let place), .tcpListen(let place): return (scheme, place)
            default: break
            }
        }
        throw TransportError(
            target, "VOEvents go to vtp-listen://HOST:PORT (subscribers come) or vtp://HOST:PORT (a broker).")
    }
}

private struct Nowhere: PacketTransport {
    func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        packets.map { SentPacket(sentMs: $0.timestampMs) }
    }

    func close() async throws {}
}

extension TransportSetting {
    /// A transport by its address on a command line; nil for topics, which other rules read.
    public init?(address: String) {
        let kinds: [(String, TransportKind)] = [
            ("file:", .files), ("tar:", .tar), ("vtp://", .voevent), ("vtp-listen://", .voevent), ("tcp://", .tcp),
            ("tcp-listen://", .tcp), ("udp://", .udp), ("multicast://", .multicast), ("http://", .http),
        ]
        guard let (prefix, kind) = kinds.first(where: { address.hasPrefix($0.0) }) else { return nil }
        let isPath = kind == .files || kind == .tar
        self.init(kind: kind, target: isPath ? String(address.dropFirst(prefix.count)) : address)
    }
}
