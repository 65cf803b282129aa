/// What happens to a subscriber whose queue is full.
public enum SlowSubscriber: Sendable, Hashable {
    /// It is let go at once.
    case drop
    /// Everybody waits for it, for so long; then it is let go.
    case wait(Duration)
}

/// How packets go to those who connect.
public struct TCPListenOptions: Sendable, Hashable {
    /// What happens to one whose queue is full.
    public var slowSubscriber: SlowSubscriber
    /// Held for one subscriber, more where one packet is longer.
    public var queueBytes: Int
    /// More are turned away.
    public var mostSubscribers: Int
    /// How many are wanted before a night begins.
    public var wantedSubscribers = 1
    /// Copied at a time, more where one packet is longer.
    public var frameBytes: Int
    /// At the end, for queues to drain and the others to close.
    public var closeLimit: Duration

    /// By default 64 subscribers with 8 MiB each, of which one is wanted; who is slow is waited for, up to 30 s.
    public init(
        slowSubscriber: SlowSubscriber = .wait(.seconds(30)), queueBytes: Int = 8 << 20, mostSubscribers: Int = 64,
        frameBytes: Int = 1 << 18, closeLimit: Duration = .seconds(5)
    ) {
        self.slowSubscriber = slowSubscriber
        self.queueBytes = queueBytes
        self.mostSubscribers = mostSubscribers
        self.frameBytes = frameBytes
        self.closeLimit = closeLimit
    }
}
