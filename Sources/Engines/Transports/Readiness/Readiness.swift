/// Whether somebody is there to receive.
public struct Readiness: Sendable, Hashable {
    /// What a look can find.
    public enum State: String, Sendable, Hashable {
        case ready, notReady
        /// The transport has no way to tell.
        case unknown
    }

    /// What was found.
    public var state: State
    /// A whole sentence.
    public var reason: String

    /// `reason` is a whole sentence.
    public init(_ state: State, _ reason: String) {
        self.state = state
        self.reason = reason
    }
}

/// A way out that can say whether somebody is there.
public protocol ReadinessProbe: Sendable {
    /// Looks once, for at most about `limit`; sends no packets.
    func readiness(within limit: Duration) async -> Readiness
}

extension ReadinessProbe {
    /// Looks every `interval`, and once more at the end, until the answer is `ready` or, as nothing better can be known, `unknown`.
    ///
    /// - Parameter stated: the limit that an error names, where some of it is over already.
    /// - Throws: `TransportError` with the last reason after `limit`; `CancellationError`.
    public func waitUntilReady(
        _ target: String, within limit: Duration, every interval: Duration = .seconds(1), stated: Duration? = nil
    ) async throws -> Readiness {
        let deadline = ContinuousClock.now + limit
        while true {
            let left = deadline - ContinuousClock.now
            // The last look has a second too: one that was cut short would not say what is missing.
            let answer = await readiness(within: max(.seconds(1), min(left, .seconds(5))))
            guard answer.state == .notReady else { return answer }
            let rest = deadline - ContinuousClock.now
            guard rest > .zero else {
                throw TransportError(
                    target, "Not ready within \((stated ?? limit).text). \(answer.reason)", isTransient: true)
            }
            try await Task.sleep(for: min(interval, rest))
        }
    }
}
