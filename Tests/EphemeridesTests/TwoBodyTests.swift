import Ephemerides
import Foundation
import SkyMath
import Testing

@Suite struct TwoBodyTests {
    /// Ellipses, near-parabolas, parabolas and hyperbolas.
    static let eccentricities = [0, 1e-8, 0.1, 0.6, 0.97, 0.9999999, 1, 1.0000001, 1.2, 3.36, 8]

    private func orbit(_ e: Double, _ draws: inout Draws) -> OrbitalElements {
        OrbitalElements(
            q: draws.uniform(0.2..<20), eccentricity: e, inclination: draws.uniform(0.1..<179),
            node: draws.uniform(0..<360), perihelionArgument: draws.uniform(0..<360),
            perihelionMjdTdb: 60000 + draws.uniform(-900..<900), epochMjdTdb: 60000)
    }

    @Test(arguments: eccentricities)
    func `Energy and angular momentum stay what they were`(e: Double) throws {
        var draws = Draws(seed: 1, UInt64(e * 1000))
        for _ in 0..<20 {
            let start = try orbit(e, &draws).state()
            let later = try start.propagated(toMjdTdb: 60000 + draws.uniform(-20000..<20000))
            let scale = Gravity.sun / start.position.length
            let kinetic = start.velocity.squaredLength + later.velocity.squaredLength
            #expect(abs(later.energy - start.energy) < 1e-12 * (scale + kinetic))
            let turn = later.angularMomentum - start.angularMomentum
            #expect(turn.length < 1e-12 * (start.momentumScale + later.momentumScale))
        }
    }

    @Test(arguments: eccentricities)
    func `A body that goes and comes back is where it began`(e: Double) throws {
        var draws = Draws(seed: 2, UInt64(e * 1000))
        for _ in 0..<20 {
            let start = try orbit(e, &draws).state()
            let there = try start.propagated(toMjdTdb: 60000 + draws.uniform(-3000..<3000))
            let back = try there.propagated(toMjdTdb: start.mjdTdb)
            #expect((back.position - start.position).length < 1e-10 * (1 + there.position.length))
        }
    }

    @Test(arguments: eccentricities.filter { $0 > 1e-3 })
    func `Elements of a state are those it was made from`(e: Double) throws {
        var draws = Draws(seed: 3, UInt64(e * 1000))
        for _ in 0..<20 {
            let orbit = orbit(e, &draws)
            let again = try OrbitalElements(orbit.state())
            #expect(abs(again.q - orbit.q) < 1e-9 * orbit.q)
            #expect(abs(again.eccentricity - orbit.eccentricity) < 1e-9)
            #expect(abs(again.inclination - orbit.inclination) < 1e-8)
            #expect(abs(remainder(again.node - orbit.node, 360)) < 1e-7)
            #expect(abs(remainder(again.perihelionArgument - orbit.perihelionArgument, 360)) < 1e-6)
            let period = KeplerianElements(orbit).map { 360 / $0.meanMotion } ?? .infinity
            let late = again.perihelionMjdTdb - orbit.perihelionMjdTdb
            #expect(abs(period.isFinite ? remainder(late, period) : late) < 1e-5)
        }
    }

    @Test func `A planet's year is that of Kepler's third law`() throws {
        let orbit = OrbitalElements(
            q: 4, eccentricity: 0.2, inclination: 5, node: 10, perihelionArgument: 20, perihelionMjdTdb: 60000,
            epochMjdTdb: 60000)
        let period = 2 * Double.pi * (125 / Gravity.sun).squareRoot()
        let start = try orbit.state()
        let half = try orbit.state(atMjdTdb: 60000 + period / 2)
        #expect(abs(half.position.length - 6) < 1e-11)
        #expect((try orbit.state(atMjdTdb: 60000 + 7 * period).position - start.position).length < 1e-9)
    }

    @Test func `A parabola obeys Barker's equation`() throws {
        let orbit = OrbitalElements(
            q: 0.6, eccentricity: 1, inclination: 50, node: 10, perihelionArgument: 20, perihelionMjdTdb: 60000,
            epochMjdTdb: 60000)
        for w in [-3.0, -0.7, 0.01, 0.5, 1, 2, 9] {
            let days = (2 * 0.6 * 0.6 * 0.6 / Gravity.sun).squareRoot() * (w + w * w * w / 3)
            let state = try orbit.state(atMjdTdb: 60000 + days)
            #expect(abs(state.position.length - 0.6 * (1 + w * w)) < 1e-11 * (1 + w * w))
        }
    }

    @Test func `Keplerian and cometary elements turn into each other`() throws {
        var draws = Draws(seed: 4)
        for _ in 0..<100 {
            let orbit = orbit(draws.uniform(0.01..<0.95), &draws)
            let kepler = try #require(KeplerianElements(orbit))
            let again = OrbitalElements(kepler)
            #expect((try again.state().position - orbit.state().position).length < 1e-9)
        }
        #expect(KeplerianElements(orbit(1, &draws)) == nil)
    }

    @Test(arguments: [
        (-1.0, 0.1), (0, 0.1), (1, -0.1), (.nan, 0.1), (1, .nan), (.infinity, 0.5), (1, .infinity),
    ])
    func `Numbers no orbit has are refused`(q: Double, e: Double) {
        let orbit = OrbitalElements(
            q: q, eccentricity: e, inclination: 0, node: 0, perihelionArgument: 0, perihelionMjdTdb: 0, epochMjdTdb: 0)
        #expect(throws: EphemerisError.self) { try orbit.state() }
    }

    @Test func `A body that falls straight into the Sun has no elements`() {
        let state = StateVector(position: Vector3(1, 1, 1), velocity: Vector3(-0.01, -0.01, -0.01), mjdTdb: 60000)
        #expect(throws: EphemerisError.self) { try OrbitalElements(state) }
    }
}

extension StateVector {
    /// The size of the products that the angular momentum is a difference of.
    fileprivate var momentumScale: Double { position.length * velocity.length }
}
