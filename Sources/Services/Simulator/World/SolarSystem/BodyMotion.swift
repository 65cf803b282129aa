import Ephemerides
import SkyMath

/// Where a body was when the light left that a visit sees, and how it moved: au and au/day along the axes of the ICRF.
final class BodyMotion: Sendable {
    /// From the Sun.
    let helio: StateVector
    /// From the observer at the time of the visit.
    let topo: StateVector

    /// - Parameter helio: at the time at which the light left.
    init(_ helio: StateVector, seenBy observer: Observer) {
        self.helio = helio
        let sun = observer.sun + observer.sunVelocity * (helio.mjdTdb - observer.mjdTdb)
        topo = StateVector(
            position: helio.position + sun - observer.position,
            velocity: helio.velocity + observer.sunVelocity - observer.velocity, mjdTdb: helio.mjdTdb)
    }
}

extension StateVector {
    /// Change of the distance, au/day.
    var radialVelocity: Double { position.dot(velocity) / position.length }
}
