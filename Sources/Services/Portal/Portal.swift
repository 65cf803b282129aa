public import AlertModel
public import AlertStore
public import AlertStreams
public import Logging

/// Pages and a JSON API over a store, read-only.
///
/// It reads the store and the packets' logs and writes nothing, so that any number of portals may run beside a broker.
public struct Portal: Sendable {
    /// As it was given.
    public let configuration: PortalConfiguration
    let store: any AlertStoreReader
    let packets: PacketAccess
    let sampler: RateSampler
    let logger: Logger

    /// - Parameter fetcher: reads packets again; its topic names are those of the store's `PacketReference`.
    public init(
        configuration: PortalConfiguration, store: any AlertStoreReader, fetcher: any RecordFetcher,
        schemas: SchemaDirectory = SchemaDirectory(), logger: Logger = Logger(label: "tocsin.portal")
    ) {
        self.configuration = configuration
        self.store = store
        self.logger = logger
        packets = PacketAccess(store: store, fetcher: fetcher, schemas: schemas)
        sampler = RateSampler(store: store)
    }

    /// Serves until the task is cancelled. `onReady` is told the port once it listens.
    ///
    /// - Throws: `PortalError` where the address cannot be listened on.
    public func run(onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }) async throws {
        let server = PageServer(host: configuration.host, port: configuration.port, logger: logger)
        try await server.run(
            try PortalRouter(portal: self).router(), beside: { await sampler.run() }, onReady: onReady)
    }
}

/// Where a portal listens and how it calls itself.
public struct PortalConfiguration: Sendable, Hashable {
    /// Loopback unless somebody says otherwise: the portal has no log-in.
    public var host: String
    /// 0 takes a free one.
    public var port: Int
    /// Shown in the head of each page.
    public var title = "Tocsin"
    /// Shown on the page about the portal and in the API's description, there as 0 where it is empty.
    public var version: String

    /// Fields as given; the title is the usual one.
    public init(host: String = "127.0.0.1", port: Int = 8080, version: String = "") {
        self.host = host
        self.port = port
        self.version = version
    }
}

/// Why a portal could not run.
public struct PortalError: Error, Sendable, CustomStringConvertible {
    enum Code: Sendable { case cannotListen, badTemplate }

    let code: Code
    /// `http://host:port`, or the name of the template that cannot be read.
    public let address: String
    let detail: String

    init(_ code: Code, address: String, detail: String) {
        self.code = code
        self.address = address
        self.detail = detail
    }

    public var description: String {
        switch code {
        case .cannotListen: "cannot listen on \(address): \(detail). Is the port in use? Choose another with --port."
        case .badTemplate: "the template \(address) cannot be read: \(detail)"
        }
    }
}
