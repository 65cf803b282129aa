import Ephemerides
import SkyMath
import Testing

@Suite struct EphemerisSetTests {
    private static let system = Result { try SolarSystem(span: 57990...58100) }

    private func members(of kind: PopulationKind, count: Int) throws -> EphemerisSet {
        EphemerisSet((0..<count).map { SyntheticPopulation.object(kind, $0, seed: 7).orbit })
    }

    @Test(arguments: [PopulationKind.mainBelt, .nearEarth, .transneptunian])
    func `A field finds exactly the bodies that looking at each of them finds`(kind: PopulationKind) throws {
        let set = try members(of: kind, count: 1500)
        let night = try set.night(58050.0...58050.4, at: .rubin, in: Self.system.get())
        var draws = Draws(seed: 8, kind.rawValue)
        for _ in 0..<3 {
            let time = draws.uniform(58050..<58050.4)
            let observer = try Observer(.rubin, mjdTai: time, in: Self.system.get())
            let all = set.states.map { try? observer.ephemeris(of: $0) }
            let centre = try #require(all[Int(draws.uniform() * 1500)]).position
            let found = try night.members(within: 8, of: centre, mjdTai: time)
            let expected = all.indices.filter { (all[$0]?.position.separation(to: centre)).map { $0 <= 8 } ?? false }
            #expect(found.map(\.index) == expected)
            #expect(!expected.isEmpty)
            #expect(found.allSatisfy { $0.ephemeris == all[$0.index] })
        }
    }

    @Test func `Orbits that cannot be are in no field`() throws {
        let bad = OrbitalElements(
            q: -1, eccentricity: .nan, inclination: 0, node: 0, perihelionArgument: 0, perihelionMjdTdb: 0,
            epochMjdTdb: 0)
        let night = try EphemerisSet([bad]).night(58050...58050.4, at: .rubin, in: Self.system.get())
        #expect(try night.members(within: 180, of: SkyPosition(ra: 0, dec: 0), mjdTai: 58050.1).isEmpty)
    }

    @Test func `Times outside of the night are errors`() throws {
        let set = try members(of: .mainBelt, count: 3)
        let night = try set.night(58050...58050.4, at: .rubin, in: Self.system.get())
        #expect(throws: EphemerisError.self) {
            try night.members(within: 1, of: SkyPosition(ra: 0, dec: 0), mjdTai: 58051)
        }
        #expect(throws: EphemerisError.self) { try set.night(58050...58053, at: .rubin, in: Self.system.get()) }
    }

    @Test func `A set brought to a later day stands where integrated paths lead`() throws {
        let orbit = OrbitalElements(
            q: 2.3, eccentricity: 0.1, inclination: 7, node: 50, perihelionArgument: 60, perihelionMjdTdb: 58000,
            epochMjdTdb: 58000)
        let system = try Self.system.get()
        let brought = try EphemerisSet([orbit]).brought(toMjdTdb: 58090, in: system)
        let path = try Trajectory(orbit.state(), span: 58000...58091, in: system)
        let observer = try Observer(.rubin, mjdTai: 58090.1, in: system)
        let apart = try observer.ephemeris(of: brought.states[0]).position
            .separation(to: observer.ephemeris(of: path).position)
        #expect(apart * 3600 < 0.001)
    }
}
