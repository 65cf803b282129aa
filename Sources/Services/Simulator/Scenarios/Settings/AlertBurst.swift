/// When the packets of a visit leave.
public struct AlertBurst: Sendable, Hashable {
    /// From the middle of the exposure to the first packet, seconds.
    public var afterSeconds: Double
    /// From the first packet to the end of the visit's, seconds.
    public var lastsSeconds: Double
    /// How they are spread over `lastsSeconds`.
    public var shape: BurstShape

    /// Shorter than the time from visit to visit.
    static let longestSeconds = 30.0

    /// By default within the minute that the survey has; a burst of three seconds is DMTN-149's.
    public init(afterSeconds: Double = 50, lastsSeconds: Double = 3, shape: BurstShape = .detectors) {
        (self.afterSeconds, self.lastsSeconds, self.shape) = (afterSeconds, lastsSeconds, shape)
    }

    /// When packet `number` of `count` leaves, seconds after the visit's first; it never falls with the number where
    /// detectors ascend.
    func seconds(detector: Int, number: Int, of count: Int) -> Double {
        switch shape {
        case .detectors: lastsSeconds * Double(detector) / 189
        case .even: lastsSeconds * Double(number) / Double(max(1, count))
        }
    }
}

/// How a visit's packets are spread over the time of its burst.
public enum BurstShape: String, Sendable, Hashable, CaseIterable {
    /// Those of a detector leave together, the 189 detectors one after another.
    case detectors
    /// One by one, at equal distances.
    case even
}
