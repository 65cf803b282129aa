import Synchronization

/// A clock that a test moves by hand. Milliseconds since 1970 UTC.
public final class ManualClock: Sendable {
    private let time: Mutex<Int64>

    /// Shows `milliseconds`, which by default is 2026-02-25 06:13:20 UTC.
    public init(milliseconds: Int64 = 1_772_000_000_000) { time = Mutex(milliseconds) }

    /// The time it shows.
    public var milliseconds: Int64 { time.withLock { $0 } }

    /// Moves it on by the whole milliseconds of `step`, back where that is negative.
    public func advance(by step: Duration) {
        let (seconds, attoseconds) = step.components
        time.withLock { $0 += seconds * 1000 + attoseconds / 1_000_000_000_000_000 }
    }

    /// The clock as engines take it.
    public var now: @Sendable () -> Int64 { { self.milliseconds } }
}
