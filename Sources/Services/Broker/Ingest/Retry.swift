/// An error of a stream or store of your own after which the broker tries again.
public protocol TransientError: Error {
    /// False where trying again makes no sense: the broker then ends with this error.
    var isTransient: Bool { get }
}

/// Attempts since the last success.
struct Retry {
    private let backOff: BackOff
    private let topic: String
    private var attempt = 0
    private var hasSucceeded = false
    private var since: ContinuousClock.Instant?

    init(_ backOff: BackOff, topic: String) {
        self.backOff = backOff
        self.topic = topic
    }

    mutating func succeeded() { (attempt, since, hasSucceeded) = (0, nil, true) }

    /// How long to wait before the next attempt; throws when patience is at its end.
    mutating func next(after error: any Error) throws -> Duration {
        attempt += 1
        let began = since ?? .now
        since = began
        let patience = hasSucceeded ? backOff.patience : backOff.firstPatience ?? backOff.patience
        if let patience, began.duration(to: .now) > patience {
            throw BrokerError(.gaveUp, topic: topic, detail: "\(error)")
        }
        return backOff.wait(attempt)
    }
}
