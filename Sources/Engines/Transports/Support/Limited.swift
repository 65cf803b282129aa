/// The result of `body`, or `failure` after `limit`, when `body` is cancelled.
package func limited<R: Sendable>(
    to limit: Duration, else failure: any Error, _ body: @escaping @Sendable () async throws -> R
) async throws -> R {
    try await withThrowingTaskGroup(of: R.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw failure
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() else { throw failure }
        return result
    }
}
