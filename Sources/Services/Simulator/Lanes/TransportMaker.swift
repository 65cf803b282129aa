public import AlertStreams
public import Transports

/// Opens what a scenario's transports name.
public struct TransportMaker: Sendable {
    private var isNowhere = false
    /// Where relative paths begin.
    public var folder: String
    /// The engine for a transport to topics, and whether it is to be closed with it.
    public var stream: @Sendable (TransportSetting) throws -> (stream: any AlertStream, isOwner: Bool)

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

    public func make(_ setting: TransportSetting) async throws -> any PacketTransport {
        if isNowhere { return Nowhere() }
        switch setting.kind {
        case .topic, .kafka:
            let (stream, isOwner) = try stream(setting)
            return try await TopicTransport(
                stream, topic: setting.topicName, partitions: setting.partitions, isOwner: isOwner)
        default:
            throw SimulatorError("Transports of kind \(setting.kind.rawValue) cannot be used yet.")
        }
    }
}

private struct Nowhere: PacketTransport {
    func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        packets.map { SentPacket(sentMs: $0.timestampMs) }
    }

    func close() async throws {}
}
