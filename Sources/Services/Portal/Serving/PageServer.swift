internal import HTTPServing
package import Hummingbird
package import Logging
import NIOCore

/// Serves a router until its task is cancelled, with work that goes on beside it.
package struct PageServer: Sendable {
    package var host: String
    /// 0 takes a free one.
    package var port: Int
    package var logger: Logger
    /// After so long a connection on which nothing happens is closed; nil for never.
    package var idleTimeout: Duration?

    package init(host: String, port: Int, logger: Logger, idleTimeout: Duration? = nil) {
        self.host = host
        self.port = port
        self.logger = logger
        self.idleTimeout = idleTimeout
    }

    /// `onReady` is told the port once it listens.
    ///
    /// - Throws: `PortalError` where the address cannot be listened on.
    package func run(
        _ router: Router<PortalContext>, beside work: @escaping @Sendable () async -> Void,
        onReady: @escaping @Sendable (_ port: Int) -> Void
    ) async throws {
        // The server calls connections that are cut by a shutdown errors; what fails in a request is logged where it does.
        var quiet = logger
        quiet.logLevel = .critical
        let application = Application(
            router: router, server: .http1(configuration: .init(idleTimeout: idleTimeout.map { TimeAmount($0) })),
            configuration: .init(address: .hostname(host, port: port), serverName: "tocsin"),
            onServerRunning: { [port] channel in onReady(channel.localAddress?.port ?? port) }, logger: quiet)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.serve() }
                group.addTask { await work() }
                try await group.next()
                group.cancelAll()
            }
        } catch is CancellationError {
            return
        } catch let error as IOError {
            throw PortalError(.cannotListen, address: "http://\(host):\(port)", detail: "\(error)")
        }
    }
}
