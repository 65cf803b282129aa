public import SkyMath

/// What an observer sees of one body at one moment.
///
/// The place is *astrometric*: the body where it was when the light left it, along the axes of the ICRF, without
/// aberration and light deflection, so that it can be compared with catalogued stars; as in JPL Horizons' first
/// quantity.
public struct Ephemeris: Sendable, Hashable {
    /// Astrometric place, along the axes of the ICRF.
    public var position: SkyPosition
    /// Distance from the Sun when the light left, au.
    public var heliocentricDistance: Double
    /// Distance from the observer, au.
    public var observerDistance: Double
    /// Days.
    public var lightTime: Double
    /// Sun - body - observer, degrees.
    public var phaseAngle: Double
    /// Sun - observer - body, degrees.
    public var solarElongation: Double
    /// Change of right ascension times cos(declination), arcsec/hour.
    public var raRateArcsecPerHour: Double
    /// Arcsec/hour.
    public var decRateArcsecPerHour: Double

    /// Degrees/day along the path on the sky.
    public var speedDegreesPerDay: Double {
        let (a, b) = (raRateArcsecPerHour, decRateArcsecPerHour)
        return (a * a + b * b).squareRoot() / 150
    }
}

extension Observer {
    /// Of an integrated path. Complexity: O(log steps).
    public func ephemeris(of trajectory: Trajectory) -> Ephemeris {
        ephemeris { ($0, trajectory.position(mjdTdb: $0), trajectory.velocity(mjdTdb: $0)) }
    }

    /// Of a body that moves about the Sun alone, from its heliocentric state at any time. Complexity: O(1).
    /// Errors: `.notAnOrbit`.
    public func ephemeris(of state: StateVector) throws(EphemerisError) -> Ephemeris {
        guard let now = UniversalKepler.advance(state.position, state.velocity, days: mjdTdb - state.mjdTdb) else {
            throw EphemerisError(.notAnOrbit, "two-body motion overflows")
        }
        return ephemeris { time in
            let days = time - mjdTdb
            let (r, v) = UniversalKepler.advance(now.0, now.1, days: days) ?? now
            return (time, r + sun + sunVelocity * days, v + sunVelocity)
        }
    }

    /// Of a planet, the Moon or the Sun. Errors: `.outsideSpan`.
    public func ephemeris(of body: Body, in system: SolarSystem) throws(EphemerisError) -> Ephemeris {
        var distance = (try system.position(of: body, mjdTdb: mjdTdb) - position).length
        for _ in 0..<3 {
            let time = mjdTdb - distance / Gravity.speedOfLight
            distance = (try system.position(of: body, mjdTdb: time) - position).length
        }
        let time = mjdTdb - distance / Gravity.speedOfLight
        return seen(
            try system.position(of: body, mjdTdb: time), velocity: try system.velocity(of: body, mjdTdb: time))
    }

    /// `path` gives barycentric place and velocity at a time. Light time is iterated until it stands still.
    private func ephemeris(_ path: (Double) -> (Double, Vector3, Vector3)) -> Ephemeris {
        var (_, place, speed) = path(mjdTdb)
        var lightTime = 0.0
        for _ in 0..<8 {
            let next = (place - position).length / Gravity.speedOfLight
            let change = abs(next - lightTime)
            lightTime = next
            (_, place, speed) = path(mjdTdb - lightTime)
            // 1e-9 days are less than a millisecond of arc for everything slower than light.
            if !(change > 1e-9) { break }
        }
        return seen(place, velocity: speed)
    }

    /// What is seen of a body that was at `place` when the light left.
    private func seen(_ place: Vector3, velocity speed: Vector3) -> Ephemeris {
        let line = place - position
        let distance = line.length
        let lightTime = distance / Gravity.speedOfLight
        let sunThen = sun - sunVelocity * lightTime
        let u = line * (1 / distance)
        // While the observer counts one day, the light that arrives counts 1 - (radial speed) / c.
        let radial = (speed - velocity).dot(u)
        let turn = (speed * (1 - radial / Gravity.speedOfLight) - velocity) * (206_264.80624709636 / 24 / distance)
        let across = (u.x * u.x + u.y * u.y).squareRoot()
        let east = across > 0 ? Vector3(-u.y / across, u.x / across, 0) : Vector3(0, 1, 0)
        return Ephemeris(
            position: UnitVector(x: u.x, y: u.y, z: u.z).position,
            heliocentricDistance: (place - sunThen).length, observerDistance: distance, lightTime: lightTime,
            phaseAngle: inDegrees((sunThen - place).angle(to: position - place)),
            solarElongation: inDegrees(line.angle(to: sun - position)),
            raRateArcsecPerHour: turn.dot(east), decRateArcsecPerHour: turn.dot(u.cross(east)))
    }
}
