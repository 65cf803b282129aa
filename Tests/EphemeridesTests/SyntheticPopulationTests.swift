import Ephemerides
import SkyMath
import Testing

@Suite struct SyntheticPopulationTests {
    private func sample(_ kind: PopulationKind, _ count: Int) -> [SyntheticBody] {
        (0..<count).map { SyntheticPopulation.object(kind, $0, seed: 11) }
    }

    @Test(arguments: PopulationKind.allCases)
    func `A body depends on its kind, number and seed alone`(kind: PopulationKind) {
        let body = SyntheticPopulation.object(kind, 1234, seed: 1)
        #expect(body == SyntheticPopulation.object(kind, 1234, seed: 1))
        #expect(body != SyntheticPopulation.object(kind, 1234, seed: 2))
        #expect(body.orbit != SyntheticPopulation.object(kind, 1235, seed: 1).orbit)
    }

    @Test(arguments: PopulationKind.allCases)
    func `Bodies are numbered by brightness, as many as published`(kind: PopulationKind) {
        let bodies = sample(kind, 1000)
        #expect(zip(bodies, bodies.dropFirst()).allSatisfy { $0.absoluteMagnitude <= $1.absoluteMagnitude })
        let h = bodies[700].absoluteMagnitude
        #expect(abs(SyntheticPopulation.count(kind, brighterThan: h) - 700) <= 1)
    }

    @Test(arguments: PopulationKind.allCases)
    func `Every orbit is an ellipse that can be computed`(kind: PopulationKind) throws {
        for body in sample(kind, 1000) {
            #expect(body.orbit.eccentricity >= 0 && body.orbit.eccentricity < 1)
            #expect(try body.orbit.state().position.isFinite)
        }
    }

    @Test func `Numbers above a magnitude are the published ones`() {
        #expect(SyntheticPopulation.count(.nearEarth, brighterThan: 17.75) == 962)
        #expect(abs(SyntheticPopulation.count(.nearEarth, brighterThan: 25) - 802_000) < 200)
        #expect(SyntheticPopulation.count(.mainBelt, brighterThan: 11) == 1148)
        // Between 0.7 and 2 million asteroids are larger than a kilometre (Ivezic 2001; Tedesco and Desert 2002).
        #expect((700_000..<2_000_000).contains(SyntheticPopulation.count(.mainBelt, brighterThan: 18)))
        // Uehata et al. 2022: 1.1e5 trailing Trojans larger than 1 km (H about 18.5), 1.4 times as many leading.
        #expect((130_000..<400_000).contains(SyntheticPopulation.count(.jupiterTrojans, brighterThan: 18.5)))
        #expect(SyntheticPopulation.count(.mainBelt, brighterThan: .nan) == 0)
        #expect(SyntheticPopulation.count(.mainBelt, brighterThan: .infinity) > 0)
    }

    @Test func `The Kirkwood gaps are empty and their borders are not`() {
        let axes = sample(.mainBelt, 6000).map { $0.orbit.q / (1 - $0.orbit.eccentricity) }
        func count(_ range: Range<Double>) -> Int { axes.count { range.contains($0) } }
        #expect(count(2.5..<2.52) * 5 < count(2.55..<2.57))
        #expect(count(3.275..<3.325) == 0)
        #expect(count(2.955..<2.97) * 2 < count(3.005..<3.02))
        #expect(axes.allSatisfy { $0 > 2.1 && $0 < 3.6 })
    }

    @Test func `Near-Earth groups have their published shares and keep their borders`() {
        let bodies = sample(.nearEarth, 4000)
        func share(_ group: OrbitGroup) -> Double { Double(bodies.count { $0.group == group }) / 4000 }
        #expect(abs(share(.apollo) - 0.633) < 0.03)
        #expect(abs(share(.amor) - 0.301) < 0.03)
        #expect(bodies.allSatisfy { $0.orbit.q < 1.3 })
        for body in bodies where body.group == .atira {
            #expect(body.orbit.q * (1 + body.orbit.eccentricity) / (1 - body.orbit.eccentricity) < 0.983)
        }
    }

    @Test func `Trojans stand 60 degrees ahead of and behind Jupiter`() throws {
        let system = try SolarSystem(span: 57999...61001)
        let sun = try system.position(of: .sun, mjdTdb: 61000)
        let jupiter = try system.position(of: .jupiter, mjdTdb: 61000) - sun
        let pole = jupiter.cross(try system.velocity(of: .jupiter, mjdTdb: 61000))
        for (group, middle) in [(OrbitGroup.leadingTrojans, 60.0), (.trailingTrojans, -60)] {
            let angles = try sample(.jupiterTrojans, 500).filter { $0.group == group }.map { body in
                let place = try body.orbit.state().position
                let sign = jupiter.cross(place).dot(pole) < 0 ? -1.0 : 1
                return sign * jupiter.angle(to: place) * 180 / .pi
            }
            let mean = angles.reduce(0, +) / Double(angles.count)
            // Jupiter itself stands up to 5.5 degrees from its mean longitude.
            #expect(abs(mean - middle) < 9, "\(group.rawValue)")
        }
    }

    @Test func `Plutinos come to perihelion far from Neptune`() throws {
        let system = try SolarSystem(span: 57999...61001)
        let neptune = try system.position(of: .neptune, mjdTdb: 61000) - system.position(of: .sun, mjdTdb: 61000)
        let near = try sample(.transneptunian, 3000).filter { $0.group == .plutino }.map { body in
            (try body.orbit.state().position - neptune).length
        }
        #expect(near.count > 200)
        #expect((near.min() ?? 0) > 10)
    }
}
