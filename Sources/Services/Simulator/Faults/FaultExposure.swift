/// What faults of a registry and of credentials can reach the packets of a transport through.
public struct FaultExposure: OptionSet, Sendable, Hashable {
    /// The sum of the members' bits.
    public let rawValue: UInt8

    /// Any bits are taken, also those of no member.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Subscribers read the schemas of the packets from the run's registry.
    public static let registry = FaultExposure(rawValue: 1)
    /// For which they show credentials.
    public static let registryCredentials = FaultExposure(rawValue: 2)
    /// The sender shows credentials; what is refused is sent again when they are accepted again.
    public static let senderCredentials = FaultExposure(rawValue: 4)
    /// Subscribers show credentials to the sender; what they miss is not sent again.
    public static let subscriberCredentials = FaultExposure(rawValue: 8)

    /// There is a connection that lasts from packet to packet, and that we can cut.
    public static let connections = FaultExposure(rawValue: 16)

    /// Some credentials, whose ever.
    static let credentials: FaultExposure = [.registryCredentials, .senderCredentials, .subscriberCredentials]
}

extension Scenario {
    /// Of one of the scenario's transports.
    public func exposure(of transport: TransportSetting) -> FaultExposure {
        transport.exposure(registry: registry)
    }
}

extension TransportSetting {
    /// VOEvents are XML and need no registry; all else holds Avro.
    func exposure(registry: RegistrySetting?) -> FaultExposure {
        var exposure: FaultExposure = []
        if kind == .tcp || isListening { exposure.insert(.connections) }
        if kind == .voevent {
            if isListening { exposure.insert(.subscriberCredentials) }
            return exposure
        }
        // A container file holds its schema.
        if let registry, !kind.isOfFiles || framing == .confluent {
            exposure.insert(.registry)
            if registry.wantsCredentials { exposure.insert(.registryCredentials) }
        }
        if kind == .http, tokenFile != nil { exposure.insert(.senderCredentials) }
        return exposure
    }
}
