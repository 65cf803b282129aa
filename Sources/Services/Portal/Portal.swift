public import AlertModel
public import AlertStore
public import AlertStreams
import Hummingbird
public import Logging
import NIOCore

/// Pages and a JSON API over a store, read-only.
///
/// It reads the store and the packets' logs and writes nothing, so that any number of portals may run beside a broker.
public struct Portal: Sendable {
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
        // The server calls connections that are cut by a shutdown errors; what fails in a request, the portal logs itself.
        var quiet = logger
        quiet.logLevel = .critical
        let application = Application(
            router: try PortalRouter(portal: self).router(),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port), serverName: "tocsin"),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? configuration.port) }, logger: quiet)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                group.addTask { await sampler.run() }
                try await group.next()
                group.cancelAll()
            }
        } catch is CancellationError {
            return
        } catch let error as IOError {
            throw PortalError(.cannotListen, address: configuration.address, detail: "\(error)")
        }
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
    public var version: String

    public init(host: String = "127.0.0.1", port: Int = 8080, version: String = "") {
        self.host = host
        self.port = port
        self.version = version
    }

    var address: String { "http://\(host):\(port)" }
}

/// Why a portal could not run.
public struct PortalError: Error, Sendable, CustomStringConvertible {
    enum Code: Sendable { case cannotListen, badTemplate }

    let code: Code
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
