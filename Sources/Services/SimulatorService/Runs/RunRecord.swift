/// Where a run is in its life.
enum RunState: String, Sendable, Codable, CaseIterable {
    case running, paused
    /// Asked to stop, and still busy with a visit.
    case stopping
    case finished, stopped, failed
    /// The service ended while it ran.
    case brokenOff = "broken off"

    var isUnderWay: Bool { self == .running || self == .paused || self == .stopping }
}

/// What is known of a run, whether it is under way or long over; `state.json` in its folder.
struct RunRecord: Sendable, Codable {
    /// The name of its folder.
    let id: String
    /// Of the scenario.
    let name: String
    var state: RunState
    let seed: UInt64
    /// Visits at most; nil for no limit.
    let mostVisits: Int?
    /// Milliseconds since 1970 UTC.
    let beganMs: Int64
    var endedMs: Int64?
    /// Why it failed.
    var error: String?
    var counts = RunCounts()
    var faults: [FaultRecord]
    /// Times that a fault was changed by hand: such a run cannot be repeated.
    var changes = 0
    /// The newest visits, oldest first.
    var pointings: [Pointing] = []
    /// Manifest and ledger are whole.
    var outputs: String?

    /// Pointings that are kept.
    static let mostPointings = 2000
}

/// Counters of a run.
struct RunCounts: Sendable, Codable, Equatable {
    var visits = 0
    var issued = 0
    var sent = 0
    var withheld = 0
    /// Of the copies sent, those that nobody had, and those that the other side did not want; nil in older records.
    var unheard: Int?
    var refused: Int?
    /// Tries that were refused for expired credentials; they are made again. Nil in older records.
    var refusedAttempts: Int?
    var bytes: Int64 = 0
    /// Copies that wait for their time.
    var waiting = 0
    var elapsedSeconds = 0.0
    var lanes: [Lane] = []

    /// One transport.
    struct Lane: Sendable, Codable, Equatable {
        /// In words.
        var name: String
        var sent = 0
        var bytes: Int64 = 0
        var waiting = 0
        var refusedAttempts: Int?
    }
}

/// A fault of a run as it is now.
struct FaultRecord: Sendable, Codable, Equatable {
    /// The word for it in a scenario.
    var fault: String
    /// How much of it and to what, in the scenario's words.
    var details: String
    var probability: Double
}

/// Where a visit looked: ICRS degrees.
struct Pointing: Sendable, Codable, Equatable {
    var visit: Int
    var ra: Double
    var dec: Double
}
