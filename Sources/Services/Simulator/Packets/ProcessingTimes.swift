import Observing
import SkyMath

/// When the images of a detector were processed: some seconds before its packets leave, in any packet the same.
struct ProcessingTimes: Sendable {
    let burst: AlertBurst
    let seed: UInt64

    /// MJD TAI. Complexity: O(1).
    func measuredMjdTai(_ visit: Visit, detector: Int) -> Double { mjdTai(visit, detector, before: Self.packaging) }

    /// MJD TAI when the detector's objects were written down.
    func associatedMjdTai(_ visit: Visit, detector: Int) -> Double {
        mjdTai(visit, detector, before: Self.packaging / 3)
    }

    /// A second, drawn for the detector, and `before` seconds before its packets leave.
    private func mjdTai(_ visit: Visit, _ detector: Int, before: Double) -> Double {
        var draws = Draws(seed: seed, 0x7072_6F63, UInt64(bitPattern: visit.id), UInt64(max(detector, 0)))
        let leaves = burst.afterSeconds + burst.lastsSeconds * Double(detector) / 189
        return visit.midpointMjdTai + max(leaves - before - draws.uniform(), 0) / 86_400
    }

    /// Seconds that association, packaging and sending take.
    private static let packaging = 6.0
}
