/// When a run issues its packets, seconds since it began, at the survey's own pace.
public struct BurstTimes: Sendable, Hashable {
    /// From its first packet to its last; without an end where there may be more visits than were looked at.
    public var run: ClosedRange<Double>
    /// When the first packet of each visit is due, ascending; empty where that is not known.
    public var starts: [Double]

    /// Without the visits' own times by default.
    public init(_ run: ClosedRange<Double>, starts: [Double] = []) { (self.run, self.starts) = (run, starts) }

    /// Whether these are all visits.
    var areAll: Bool { run.upperBound.isFinite }

    /// Whether a window holds some moment of a visit's burst, of those that a scope names; true where it is not known.
    ///
    /// - Parameter offsets: seconds since a visit's first packet, within which it issues what is meant.
    func mayHold(_ scope: FaultScope, at offsets: ClosedRange<Double>) -> Bool {
        guard let last = starts.last, areAll || scope.untilSeconds <= last else { return true }
        return starts.enumerated().contains { number, start in
            scope.visits?.contains(number + 1) ?? true && start + offsets.upperBound >= scope.fromSeconds
                && start + offsets.lowerBound < scope.untilSeconds
        }
    }
}
