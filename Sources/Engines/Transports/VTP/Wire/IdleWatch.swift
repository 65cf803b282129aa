/// Knows for how long nothing has happened.
actor IdleWatch {
    private var last = ContinuousClock.now
    private var busy = 0

    /// Time in `body` is not idle.
    nonisolated func pausing<R: Sendable>(_ body: @Sendable () async throws -> R) async rethrows -> R {
        await change(by: 1)
        do {
            let result = try await body()
            await change(by: -1)
            return result
        } catch {
            await change(by: -1)
            throw error
        }
    }

    private func change(by step: Int) {
        busy += step
        last = .now
    }

    /// - Throws: `CancellationError`.
    func waitUntilIdle(for limit: Duration) async throws {
        while busy > 0 || ContinuousClock.now - last < limit {
            let left = limit - (ContinuousClock.now - last)
            try await Task.sleep(for: busy > 0 ? limit : max(left, .milliseconds(1)))
        }
    }
}
