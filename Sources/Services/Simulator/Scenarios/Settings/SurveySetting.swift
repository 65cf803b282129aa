public import SkyMath

/// Where the visits come from and what is issued for each.
public struct SurveySetting: Sendable, Hashable {
    /// A database's, or the built-in scheduler's.
    public var visits: VisitSource
    /// The first night; nil: the first that the opsim file holds, or 2026-11-20.
    public var startNight: ObservingNight?
    /// Of the packets: `11.1`, or `ztf-4.02`.
    public var schemaVersion: String
    /// Mean number of alerts a visit; nil for as many as the sky gives.
    public var alertsPerVisit: Int?
    /// What makes up the alerts that are wanted of a visit, here or by a dense field, and that the sky does not give.
    public var fill: VisitFill
    /// Nights before the first whose visits are the history in the packets.
    public var historyNights: Int
    /// Packets hold cut-out images.
    public var hasStamps: Bool
    /// LSST's have a MASK.
    public var hasStampMasks: Bool
    /// When the packets of a visit leave.
    public var burst: AlertBurst

    /// By default the built-in scheduler's visits, with a year of history and stamps without masks.
    public init(
        visits: VisitSource = .scheduler, startNight: ObservingNight? = nil, schemaVersion: String = "11.1",
        alertsPerVisit: Int? = nil, historyNights: Int = 365, hasStamps: Bool = true, fill: VisitFill = .spurious,
        hasStampMasks: Bool = false, burst: AlertBurst = AlertBurst()
    ) {
        self.visits = visits
        self.startNight = startNight
        self.schemaVersion = schemaVersion
        self.alertsPerVisit = alertsPerVisit
        self.fill = fill
        self.historyNights = historyNights
        self.hasStamps = hasStamps
        self.hasStampMasks = hasStampMasks
        self.burst = burst
    }
}

/// What is added to a visit that has too few alerts.
public enum VisitFill: String, Sendable, Hashable, CaseIterable {
    /// Artefacts of all kinds, by their shares.
    case spurious
    /// Nothing: there are as many as the sky and the camera give.
    case none
}

/// A database of visits, or the scheduler that is built in.
public enum VisitSource: Sendable, Hashable {
    /// Path as written in the scenario.
    case opsim(file: String)
    case scheduler
}

/// How much of the survey is run, and how fast.
public struct SpanSetting: Sendable, Hashable {
    /// At most so many visits; nil for no limit.
    public var visits: Int?
    /// Visits after which the run ends all the same: a part of the scenario.
    public var stopAfter: Int?
    /// At most so long, at the survey's own pace, seconds; nil for no limit.
    public var durationSeconds: Double?
    /// Times real time; nil for as fast as the machine can.
    public var pace: Double?
    /// UTC time of day of the first night, from noon to noon, from which visits are run, seconds since 00:00; nil for
    /// the night's first visit.
    public var beginSecondsUtc: Double?

    /// By default in real time and without an end.
    public init(
        visits: Int? = nil, stopAfter: Int? = nil, durationSeconds: Double? = nil, pace: Double? = 1,
        beginSecondsUtc: Double? = nil
    ) {
        self.visits = visits
        self.stopAfter = stopAfter
        self.durationSeconds = durationSeconds
        self.pace = pace
        self.beginSecondsUtc = beginSecondsUtc
    }

    /// Visits that are run at most; nil for no limit.
    public var mostVisits: Int? { [visits, stopAfter].compactMap(\.self).min() }
}
