import UnixSignals

/// Runs `work` until it ends or Ctrl-C (or SIGTERM) asks it to: then it is cancelled and given time to finish what it holds.
func untilInterrupted(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
            try await work()
            return false
        }
        group.addTask {
            for await signal in signals {
                Console.note("\(signal == .sigint ? "Ctrl-C" : "SIGTERM"): finishing what is under way")
                return true
            }
            return false
        }
        let wasInterrupted = try await group.next() ?? false
        group.cancelAll()
        do {
            for try await _ in group {}
        } catch is CancellationError {}
        if wasInterrupted { throw CommandFailure.interrupted }
    }
}
