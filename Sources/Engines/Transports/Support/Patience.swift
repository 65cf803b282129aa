/// How long to try for a connection before it is an error.
public struct Patience: Sendable, Hashable {
    /// For one attempt.
    public var attempt: Duration
    /// For all attempts together, with the pauses between them.
    public var total: Duration
    /// Before the second attempt; doubled for each that follows.
    public var firstPause: Duration
    /// At which the doubling ends.
    public var longestPause: Duration

    /// By default a minute in all, 5 s for an attempt, and pauses of 0.1 s to 5 s.
    public init(
        attempt: Duration = .seconds(5), total: Duration = .seconds(60), firstPause: Duration = .milliseconds(100),
        longestPause: Duration = .seconds(5)
    ) {
        self.attempt = attempt
        self.total = total
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// Before attempt `number`, which counts from 0.
    func pause(before number: Int) -> Duration {
        number == 0 ? .zero : min(longestPause, firstPause * (1 << min(number - 1, 20)))
    }
}
