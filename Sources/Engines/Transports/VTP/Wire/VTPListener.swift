internal import NIOCore
internal import NIOPosix
internal import VOEvent

/// Takes connections.
struct VTPListener: Sendable {
    private let server: NIOAsyncChannel<VTPConnection, Never>
    let place: HostPort

    /// - Throws: `TransportError` where the system does not allow it.
    init(_ place: HostPort, _ framing: TransportFraming) async throws {
        do {
            server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
                .bind(host: place.host, port: place.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try VTPConnection.prepare(channel, framing)
                        return try VTPConnection(wrapping: channel)
                    }
                }
        } catch { throw TransportError("\(place)", "Cannot listen: \(failureReason(error)).") }
        self.place = HostPort(place.host, server.channel.localAddress?.port ?? place.port)
    }

    /// Runs `serve` for each connection, until the task is cancelled.
    func run(_ serve: @escaping @Sendable (VTPConnection) async -> Void) async {
        try? await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections { group.addTask { await serve(connection) } }
                group.cancelAll()
            }
        }
    }
}
