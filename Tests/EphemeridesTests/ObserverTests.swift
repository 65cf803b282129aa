import Ephemerides
import SkyMath
import Testing

@Suite struct ObserverTests {
    private static let system = Result { try SolarSystem(span: 57990...58100) }

    @Test func `The Earth rotation angle at J2000 and a day later is the definition's`() {
        #expect(abs(EarthRotation.rotationAngle(mjdUT1: 51544.5) - 2 * .pi * 0.7790572732640) < 1e-12)
        let turned = EarthRotation.rotationAngle(mjdUT1: 51545.5) - EarthRotation.rotationAngle(mjdUT1: 51544.5)
        #expect(abs(turned - 2 * .pi * 0.00273781191135448) < 1e-11)
    }

    @Test func `Observatories stand where astropy puts them, within 100 metres`() {
        // Geocentric place in km along the axes of the GCRS, by astropy 8 from the same parallax constants.
        for (mjdTai, expected) in Self.astropy {
            let kilometres = Observatory.rubin.geocentric(mjdTai: mjdTai) * 149_597_870.7
            #expect((kilometres - expected).length < 0.5)
        }
    }

    static let astropy: [(Double, Vector3)] = [
        (58000.1, Vector3(3412.0020, -4330.9411, -3201.1384)),
        (60310.37, Vector3(-5269.1969, 1658.3464, -3183.0090)),
        (63000.9, Vector3(-3184.0786, 4512.4187, -3185.2498)),
    ]

    @Test func `Light time is distance over the speed of light, and the body is shown where it was`() throws {
        let observer = try Observer(.geocentre, mjdTai: 58050, in: Self.system.get())
        let orbit = OrbitalElements(
            q: 5, eccentricity: 0.1, inclination: 7, node: 50, perihelionArgument: 60, perihelionMjdTdb: 58400,
            epochMjdTdb: 58050)
        let seen = try observer.ephemeris(of: orbit.state())
        #expect(abs(seen.lightTime * Gravity.speedOfLight - seen.observerDistance) < 1e-12)
        let emitted = observer.mjdTdb - seen.lightTime
        let sun = observer.sun - observer.sunVelocity * seen.lightTime
        let line = try orbit.state(atMjdTdb: emitted).position + sun - observer.position
        let place = UnitVector(x: line.x, y: line.y, z: line.z).position
        #expect(place.separation(to: seen.position) * 3600 < 1e-4)
        #expect(abs(line.length - seen.observerDistance) < 1e-9)
    }

    @Test func `Rates are the slopes of places`() throws {
        let orbit = OrbitalElements(
            q: 0.9, eccentricity: 0.3, inclination: 17, node: 50, perihelionArgument: 60, perihelionMjdTdb: 58040,
            epochMjdTdb: 58050)
        let state = try orbit.state()
        func seen(_ mjdTai: Double) throws -> Ephemeris {
            try Observer(.rubin, mjdTai: mjdTai, in: Self.system.get()).ephemeris(of: state)
        }
        let now = try seen(58050.3)
        let (before, after) = (try seen(58050.3 - 0.002), try seen(58050.3 + 0.002))
        let hours = 0.004 * 24
        let moved = after.position.separation(to: before.position) * 3600 / hours
        let rate = now.speedDegreesPerDay * 150
        #expect(abs(moved - rate) < 0.002 * rate)
        let north = (after.position.dec - before.position.dec) * 3600 / hours
        #expect(abs(north - now.decRateArcsecPerHour) < 0.005 * rate)
    }

    @Test func `The three angles of the triangle Sun, body, observer make 180 degrees`() throws {
        let observer = try Observer(.geocentre, mjdTai: 58050, in: Self.system.get())
        let seen = try observer.ephemeris(of: .mars, in: Self.system.get())
        let (r, delta) = (seen.heliocentricDistance, seen.observerDistance)
        let base = (observer.sun - observer.position).length
        let cosine = (base * base + delta * delta - r * r) / (2 * base * delta)
        #expect(abs(cosine - cosDegrees(seen.solarElongation)) < 1e-6)
    }
}
