/// A failure that is to happen: what, to which packets, and how often.
public struct FaultSetting: Sendable, Hashable {
    /// What happens, with its parameters.
    public var kind: FaultKind
    /// That it befalls a packet within the scope, 0 ... 1. Of floods, dense fields, migrations, slow drains,
    /// registry outages and expired credentials: that it befalls a visit. Of outages, stalls and clock steps, which are
    /// the link's: that the scope's window is there at all.
    public var probability: Double
    /// To which packets it can happen.
    public var scope: FaultScope

    /// By default it happens to everything that it can happen to.
    public init(_ kind: FaultKind, probability: Double = 1, scope: FaultScope = FaultScope()) {
        self.kind = kind
        self.probability = probability
        self.scope = scope
    }
}

/// To which packets a fault can happen; a part that is nil leaves nothing out.
public struct FaultScope: Sendable, Hashable {
    /// Numbers of visits within the run, the first is 1.
    public var visits: NumberSet?
    /// 0 ..< 189.
    public var detectors: NumberSet?
    /// Seconds since the run began, at the survey's own pace, of the time when a packet is due.
    public var fromSeconds: Double
    /// The end, not included; infinite for no end.
    public var untilSeconds: Double

    /// By default it leaves nothing out.
    public init(
        visits: NumberSet? = nil, detectors: NumberSet? = nil, fromSeconds: Double = 0,
        untilSeconds: Double = .infinity
    ) {
        self.visits = visits
        self.detectors = detectors
        self.fromSeconds = fromSeconds
        self.untilSeconds = untilSeconds
    }

    /// Whether a packet of this visit and detector, due at this time, is within the scope.
    public func contains(visitNumber: Int, detector: Int, dueSeconds: Double) -> Bool {
        contains(visitNumber: visitNumber, dueSeconds: dueSeconds) && detectors?.contains(detector) ?? true
    }

    /// Whether a visit that is due at this time is within the scope.
    public func contains(visitNumber: Int, dueSeconds: Double) -> Bool {
        contains(dueSeconds) && visits?.contains(visitNumber) ?? true
    }

    /// Whether a time is within the scope's span.
    public func contains(_ seconds: Double) -> Bool { seconds >= fromSeconds && seconds < untilSeconds }
}
