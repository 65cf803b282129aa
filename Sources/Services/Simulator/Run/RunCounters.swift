internal import Synchronization

/// What a run has done so far.
public struct RunProgress: Sendable, Hashable {
    /// What has gone by one transport.
    public struct Lane: Sendable, Hashable {
        /// Copies, those that nobody had and those refused among them.
        public var sent = 0
        /// Of these copies; none of one that could not be sent.
        public var bytes: Int64 = 0
        /// Of the copies sent, those that nobody had.
        public var unheard = 0
        /// Of the copies sent, those that the other side did not want.
        public var refused = 0
        /// Why the first copy was refused, or could not be sent.
        public var complaint: String?
        /// Copies that wait for their time.
        public var waiting = 0
        /// Tries that were refused for expired credentials; they are made again.
        public var refusedAttempts = 0
    }

    /// Where a visit looked: ICRS degrees.
    public struct Pointing: Sendable, Hashable {
        /// The first of the run is 1.
        public var visit: Int
        /// Right ascension, degrees.
        public var ra: Double
        /// Declination, degrees.
        public var dec: Double
    }

    /// Visits of which all packets were made.
    public var visits = 0
    /// Packets made.
    public var issued = 0
    /// Packets that no copy is sent of, counted for each transport.
    public var withheld = 0
    /// By place of the transport in the scenario.
    public var lanes: [Lane]
    /// By the clock, since the run began to send, or before that since it was made; pauses are included.
    public var elapsed = Duration.zero
    /// The newest visits, oldest first; at most 100.
    public var pointings: [Pointing] = []

    init(lanes: Int) { self.lanes = Array(repeating: Lane(), count: lanes) }

    /// Over all transports.
    public var sent: Int { lanes.reduce(0) { $0 + $1.sent } }
    /// Copies sent that nobody had, over all transports.
    public var unheard: Int { lanes.reduce(0) { $0 + $1.unheard } }
    /// Tries that were refused for expired credentials, over all transports.
    public var refusedAttempts: Int { lanes.reduce(0) { $0 + $1.refusedAttempts } }
    /// Copies sent that the other side did not want, over all transports.
    public var refused: Int { lanes.reduce(0) { $0 + $1.refused } }
    /// The first transport's that has one; nil where none has.
    public var complaint: String? { lanes.lazy.compactMap(\.complaint).first }
    /// Of the copies sent, over all transports.
    public var bytes: Int64 { lanes.reduce(0) { $0 + $1.bytes } }

    /// Copies a second since the beginning.
    public var rate: Double {
        let seconds = elapsed / .seconds(1)
        return seconds > 0 ? Double(sent) / seconds : 0
    }
}

/// Counts from all threads of a run.
final class RunCounters: Sendable {
    private let state: Mutex<RunProgress>
    private let clock: RunClock

    init(lanes: Int, clock: RunClock) {
        state = Mutex(RunProgress(lanes: lanes))
        self.clock = clock
    }

    var progress: RunProgress {
        var progress = state.withLock { $0 }
        progress.elapsed = clock.elapsed
        return progress
    }

    func made(_ count: Int) { state.withLock { $0.issued += count } }
    func finishedVisit(ra: Double, dec: Double) {
        state.withLock { state in
            state.visits += 1
            if state.pointings.count == 100 { state.pointings.removeFirst() }
            state.pointings.append(.init(visit: state.visits, ra: ra, dec: dec))
        }
    }
    func withheld(_ count: Int) { state.withLock { $0.withheld += count } }
    func waiting(_ count: Int, lane: Int) { state.withLock { $0.lanes[lane].waiting = count } }
    func refusedAttempts(_ count: Int, lane: Int) { state.withLock { $0.lanes[lane].refusedAttempts += count } }
    func sent(_ count: Int, bytes: Int64, unheard: Int, lane: Int) {
        state.withLock { state in
            state.lanes[lane].sent += count
            state.lanes[lane].bytes += bytes
            state.lanes[lane].unheard += unheard
        }
    }
    func passedOver(_ reason: String, isRefused: Bool, lane: Int) {
        state.withLock { state in
            if isRefused { state.lanes[lane].refused += 1 }
            if state.lanes[lane].complaint == nil { state.lanes[lane].complaint = reason }
        }
    }
}
