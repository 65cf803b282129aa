internal import NIOCore
internal import NIOPosix

/// Makes connections to one place.
struct Dialler: Sendable {
    var place: HostPort
    var patience: Patience

    /// Tries until `deadline`, with growing pauses.
    ///
    /// - Throws: `TransportError` with the last reason; `CancellationError`.
    func connect(
        until deadline: ContinuousClock.Instant,
        _ prepare: @escaping @Sendable (any Channel) -> EventLoopFuture<Void> = {
            $0.eventLoop.makeSucceededVoidFuture()
        }
    ) async throws -> any Channel {
        var attempts = 0
        var reason: (any Error)?
        while true {
            let left = deadline - ContinuousClock.now
            let attempt = max(.milliseconds(1), min(patience.attempt, left))
            do { return try await connectOnce(within: attempt, prepare) } catch {
                try Task.checkCancellation()
                attempts += 1
                // An attempt that the deadline cut short says nothing new.
                if reason == nil || attempt == patience.attempt { reason = error }
                let pause = patience.pause(before: attempts)
                guard ContinuousClock.now + pause < deadline else { throw failure(reason ?? error, attempts) }
                try await Task.sleep(for: pause)
            }
        }
    }

    func connectOnce(
        within limit: Duration,
        _ prepare: @escaping @Sendable (any Channel) -> EventLoopFuture<Void> = {
            $0.eventLoop.makeSucceededVoidFuture()
        }
    ) async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(limit.timeAmount)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer(prepare)
            .connect(host: place.host, port: place.port).get()
    }

    private func failure(_ error: any Error, _ attempts: Int) -> TransportError {
        let tries = attempts == 1 ? "one attempt" : "\(attempts) attempts"
        return TransportError("\(place)", "No connection after \(tries): \(failureReason(error)).", isTransient: true)
    }
}
