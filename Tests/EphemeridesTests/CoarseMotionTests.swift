import Ephemerides
import SkyMath
import Testing

@Suite struct CoarseMotionTests {
    private static let epoch = 59_800.0
    private static let night = 61_200.0
    private static let system = Result { try SolarSystem(span: 57_900...61_300) }

    /// Degrees between coarse and integrated places as the Earth's centre sees them, and whether they are rough.
    private func apart(_ kind: PopulationKind, _ numbers: Range<Int>, to end: Double) throws -> [(Double, Bool)] {
        let system = try Self.system.get()
        let motion = try CoarseMotion(toMjdTdb: end, from: 58_000...61_200, in: system)
        let observer = try Observer(
            .geocentre, mjdTai: TimeScale.mjdTai(fromMjdUtc: end), in: system)
        return try numbers.map { number in
            var orbit = SyntheticPopulation.object(kind, number, seed: 11).orbit
            orbit.epochMjdTdb = Self.epoch + Double(number % 7)
            orbit.perihelionMjdTdb += Self.epoch - SyntheticPopulation.epochMjdTdb
            let state = try orbit.state()
            let coarse = try #require(motion.moved(state))
            let exact = try state.integrated(toMjdTdb: end, in: system)
            let places = try (observer.ephemeris(of: coarse.state), observer.ephemeris(of: exact))
            return (places.0.position.separation(to: places.1.position), coarse.isRough)
        }
    }

    @Test(arguments: [PopulationKind.mainBelt, .jupiterTrojans, .transneptunian])
    func `Four years of coarse motion end within some arcseconds of the integrated path`(kind: PopulationKind) throws {
        let smooth = try apart(kind, 0..<12, to: Self.night).filter { !$0.1 }.map { $0.0 * 3600 }
        #expect(smooth.count > 8)
        #expect(smooth.max() ?? .nan < 20, "\(smooth.max() ?? .nan)")
    }

    @Test func `Bodies near the Earth end within the margin, or are told to be rough`() throws {
        let all = try apart(.nearEarth, 0..<12, to: Self.night)
        let worst = all.filter { !$0.1 }.map { $0.0 }.max() ?? .nan
        #expect(worst < 0.05, "\(worst)")
        #expect(all.count { $0.1 } < 8)
    }

    @Test func `Motion runs backwards as well, and not at all where it need not`() throws {
        let back = try apart(.mainBelt, 0..<6, to: 58_000).map { $0.0 * 3600 }
        #expect(back.max() ?? .nan < 20)
        let system = try Self.system.get()
        let motion = try CoarseMotion(toMjdTdb: Self.epoch, from: Self.epoch...Self.epoch, in: system)
        var orbit = SyntheticPopulation.object(.mainBelt, 3, seed: 1).orbit
        orbit.epochMjdTdb = Self.epoch
        #expect(try motion.moved(orbit.state())?.state == orbit.state())
        orbit.epochMjdTdb += 30
        #expect(try motion.moved(orbit.state()) == nil)
    }
}
