/// How a broker reads and stores.
public struct IngestOptions: Sendable {
    /// Packets in one transaction.
    public var batchPackets = 2000
    /// Points of light curves that a batch may hold in memory; a batch closes early beyond it.
    public var batchPoints = 100_000
    /// Packets read and decoded at a time; their bytes are let go of before the next are read.
    public var chunkPackets = 64
    /// How long to wait for a packet before looking whether to stop.
    public var pollTimeout = Duration.milliseconds(250)
    /// How long a batch that is not full waits for more.
    public var linger = Duration.milliseconds(50)
    /// Tasks that decode at the same time.
    public var decoders = 2
    /// Member of this consumer group: partitions are shared, and offsets are committed to the group too, after the
    /// store. Nil: read all partitions, from the store's offsets.
    public var group: String?
    /// Waits after errors that may pass, and when to give up.
    public var backOff = BackOff()
    /// What the store calls the topic, so that topics of one name in different places stay apart; nil for its name.
    public var storedTopic: String?
    /// Account of this topic's packets; nil for `ingest` and what the store calls the topic.
    public var stage: String?

    /// The usual values.
    public init() {}
}

/// Waits between attempts: each twice as long as the one before.
public struct BackOff: Sendable, Hashable {
    /// The wait before the first repetition.
    public var first = Duration.milliseconds(100)
    /// No wait is longer.
    public var longest = Duration.seconds(10)
    /// Time without success after which the broker ends with an error; nil to go on for ever.
    public var patience: Duration? = .seconds(600)
    /// The same before the first success, when the address may be wrong; nil for `patience`.
    public var firstPatience: Duration?

    /// The usual values.
    public init() {}

    /// The wait before attempt `attempt` (1 is the first repetition).
    public func wait(_ attempt: Int) -> Duration { min(first * (1 << min(max(attempt - 1, 0), 20)), longest) }
}
