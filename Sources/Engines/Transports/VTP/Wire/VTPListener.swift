internal import NIOCore
internal import NIOPosix
internal import Synchronization
internal import VOEvent

/// Takes connections.
struct VTPListener: Sendable {
    private let server: NIOAsyncChannel<AcceptedConnection, Never>
    let place: HostPort

    /// - Throws: `TransportError` where the system does not allow it.
    init(_ place: HostPort, _ framing: TransportFraming) async throws {
        do {
            server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
                .childChannelOption(.autoRead, value: false)
                .bind(host: place.host, port: place.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try VTPConnection.prepare(channel, framing)
                        return AcceptedConnection(try VTPConnection(wrapping: channel))
                    }
                }
        } catch { throw TransportError("\(place)", "Cannot listen: \(failureReason(error)).") }
        self.place = HostPort(place.host, server.channel.localAddress?.port ?? place.port)
    }

    /// Runs `serve` for each connection, until the task is cancelled.
    func run(_ serve: @escaping @Sendable (VTPConnection) async -> Void) async {
        try? await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await accepted in connections {
                    group.addTask { await serve(await accepted.connection()) }
                }
                group.cancelAll()
            }
        }
    }
}

/// A connection that was taken and that nobody serves yet. One that nobody ever does, because the listener ended
/// meanwhile, is closed.
final class AcceptedConnection: Sendable {
    private let taken: VTPConnection
    private let isServed = Atomic(false)

    init(_ connection: VTPConnection) { taken = connection }

    /// To be run or refused. The other side may have gone: what it sent before is still to be read.
    func connection() async -> VTPConnection {
        isServed.store(true, ordering: .relaxed)
        try? await taken.begin()
        return taken
    }

    deinit {
        guard !isServed.load(ordering: .relaxed) else { return }
        Task { [taken] in await taken.refuse() }
    }
}
