public import AlertStreams
public import Simulator

/// The engines of topics: one for the embedded log, which all runs share, and one for each connection to a cluster.
public struct ServiceStreams: Sendable {
    let embedded: any AlertStream
    let cluster: @Sendable (TransportSetting) throws -> any AlertStream

    /// - Parameters:
    ///   - embedded: stays open; its folder is the only one that embedded topics are in.
    ///   - cluster: opens what a transport of kind `kafka` names.
    public init(
        embedded: any AlertStream, cluster: @escaping @Sendable (TransportSetting) throws -> any AlertStream
    ) {
        self.embedded = embedded
        self.cluster = cluster
    }

    func open(_ setting: TransportSetting) throws -> (any AlertStream, Bool) {
        setting.kind == .kafka ? (try cluster(setting), true) : (embedded, false)
    }
}
