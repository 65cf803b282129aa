/// What a replay does, beside the packets themselves.
public struct ReplayPlan: Sendable {
    /// The name under which a replay that was interrupted is found again in its topic.
    public var name: String
    /// How often the packets are sent; nil for ever. From the second time on identifiers and times are shifted.
    public var loops: Int?
    /// Packets to send in all; nil for no limit.
    public var limit: Int?
    /// How fast; as fast as the topic takes them unless somebody says otherwise.
    public var pace: ReplayPace
    /// Goes on after the newest record of this replay that the topic holds, instead of beginning again.
    public var resumes = false
    /// Sends what is no packet, or a truncated one, as it is, instead of leaving it out.
    public var keepsDamaged = false
    /// Packets handed to the topic at once.
    public var batchSize = 64
    /// Days by which a loop is later than the one before it.
    public var daysPerLoop = 1.0
    /// Numbers by which the identifiers of a loop are higher than those of the one before it: at LSST, whose
    /// diaSourceIds hold the day above 42 bits, exactly one day.
    public var idsPerLoop: Int64 = 1 << 42

    /// The four as given; the rest is as usual.
    public init(name: String, loops: Int? = 1, limit: Int? = nil, pace: ReplayPace = .unlimited) {
        self.name = name
        self.loops = loops
        self.limit = limit
        self.pace = pace
    }
}

/// How fast packets are sent.
public enum ReplayPace: Sendable, Hashable {
    case unlimited
    /// So many a second.
    case rate(Double)
    /// As they were observed, so many times faster.
    case speed(Double)
}

/// How far a replay has come.
public struct ReplayProgress: Sendable, Hashable {
    /// Packets that the topic has taken.
    public var sent = 0
    /// Packets left out because the topic had them already.
    public var alreadyThere = 0
    /// Files or records that are no packet and were left out.
    public var refused = 0
    /// Files and entries that no packet has the name of, by ending.
    public var passedOver: [String: Int] = [:]
    /// Bytes of the packets sent.
    public var bytes: Int64 = 0
    /// The loop under way, from 1.
    public var loop = 1
    /// From the beginning until the topic last took packets.
    public var elapsed: Duration = .zero

    /// Nothing sent yet, in the first loop.
    public init() {}

    /// Packets a second since the beginning.
    public var rate: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(sent) / seconds : 0
    }
}
