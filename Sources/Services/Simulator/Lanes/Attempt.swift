internal import Transports

/// Opens a transport beside whoever waits for it, for calls that cannot be broken off.
struct Attempt {
    private let opening: Task<any PacketTransport, any Error>

    init(_ open: @escaping @Sendable () async throws -> any PacketTransport) { opening = Task { try await open() } }

    /// Nil where it takes longer, or the task is cancelled; what is opened after all is then closed.
    func value(before deadline: ContinuousClock.Instant) async throws -> (any PacketTransport)? {
        let (results, feed) = AsyncStream.makeStream(of: Result<any PacketTransport, any Error>.self)
        let bringer = Task { [opening] in feed.yield(await opening.result) }
        let alarm = Task {
            try? await Task.sleep(until: deadline)
            feed.finish()
        }
        defer { alarm.cancel() }
        for await result in results { return try result.get() }
        Task { [opening] in
            await bringer.value
            try? await opening.value.close()
        }
        try Task.checkCancellation()
        return nil
    }
}
