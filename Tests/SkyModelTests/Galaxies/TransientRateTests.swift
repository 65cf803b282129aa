import SkyMath
import Testing

@testable import SkyModel

@Suite struct TransientRateTests {
    private static let sky = SyntheticSky(seed: 11)
    private static let cone = SkyCone(centre: SkyPosition(ra: 60, dec: -35), radius: 1.748)
    private static let year = 60_000..<60_365.25
    private static let events = sky.transients(in: cone, exploding: year)

    /// Events in a year in 9.6 square degrees: the rate over the volume.
    private func integral(_ kind: TransientClass, to limit: Double = .infinity) -> Double {
        let cosmology = Cosmology.planck2018
        let steps = stride(from: 0.005, to: min(kind.redshifts.upperBound, limit), by: 0.01)
        let steradians = 9.6 * (.pi / 180) * (.pi / 180)
        return steps.reduce(0) { sum, z in
            let near = cosmology.comovingDistance(redshift: z - 0.005)
            let far = cosmology.comovingDistance(redshift: z + 0.005)
            let volume = (far * far * far - near * near * near) / 3 * steradians
            return sum + kind.rate(redshift: z) / (1 + z) * volume
        }
    }

    @Test(arguments: TransientClass.allCases) func `events of a year are the rate over the volume`(kind: TransientClass)
    {
        let expected = integral(kind)
        let drawn = Double(Self.events.count { $0.kind == kind })
        #expect(abs(drawn - expected) < 4.5 * expected.squareRoot() + 0.01 * expected, "\(drawn) for \(expected)")
    }

    @Test func `redshifts of the events follow the rate`() {
        for limit in [0.4, 0.7, 1.0] {
            let expected = integral(.supernovaIa, to: limit)
            let drawn = Double(Self.events.count { $0.kind == .supernovaIa && $0.redshift < limit })
            #expect(abs(drawn - expected) < 4.5 * expected.squareRoot() + 0.02 * expected)
        }
    }

    /// Dilday et al. 2010 and Frohmaier et al. 2021 (at z = 0.028) near us, in events per year and cubic Mpc.
    @Test func `rates near us are those published`() {
        #expect(abs(TransientClass.supernovaIa.rate(redshift: 0) - 2.5e-5) < 1e-9)
        let collapse: [TransientClass] = [.supernovaII, .supernovaIbc, .supernovaIIn]
        #expect(abs(collapse.reduce(0) { $0 + $1.rate(redshift: 0.028) } / 9.1e-5 - 1) < 0.01)
        #expect(abs(TransientClass.supernovaIbc.rate(redshift: 0.028) / 2.41e-5 - 1) < 0.01)
        #expect(TransientClass.supernovaIa.rate(redshift: 2) == 0)
        let jump = TransientClass.supernovaIa.rate(redshift: 1) / TransientClass.supernovaIa.rate(redshift: 0.9999)
        #expect(abs(jump - 1) < 0.01)
    }

    @Test func `any span drawn alone gives the events of the whole that begin in it`() {
        for span in [60_000..<60_030.0, 60_095..<60_205.5, 60_364..<60_365.25] {
            let alone = Self.sky.transients(in: Self.cone, exploding: span)
            #expect(alone == Self.events.filter { span.contains($0.explosionMjdTai) })
        }
        #expect(Self.sky.transients(in: Self.cone, exploding: -90 ..< -50).isEmpty)
    }

    @Test func `identifiers are all different and hosts are galaxies of the sky`() throws {
        #expect(Set(Self.events.map(\.id)).count == Self.events.count)
        for event in Self.events.prefix(300) {
            #expect(Self.sky.galaxyCell(event.host.id.cell).galaxy(event.host.id) == event.host)
            #expect(event.host.redshift == event.redshift)
        }
    }

    @Test func `explosions lie within their hosts, disruptions in the middle`() {
        let supernovae = Self.events.filter { $0.kind == .supernovaII }
        let offsets = supernovae.map { $0.hostOffset / $0.host.halfLightRadius }.sorted()
        #expect((0.5...1.1).contains(offsets[offsets.count / 2]))
        #expect(offsets[offsets.count * 95 / 100] < 5)
        #expect(Self.events.filter { $0.kind == .tidalDisruption }.allSatisfy { $0.hostOffset == 0 })
        for event in supernovae.prefix(50) {
            #expect(abs(event.position.separation(to: event.host.position) * 3600 - event.hostOffset) < 1e-6)
        }
    }

    @Test func `core collapse avoids ellipticals and thermonuclear explosions do not`() {
        func share(_ kind: TransientClass) -> Double {
            let events = Self.events.filter { $0.kind == kind }
            return Double(events.count { $0.host.type == .elliptical }) / Double(events.count)
        }
        #expect(share(.supernovaII) < 0.02)
        #expect((0.1...0.5).contains(share(.supernovaIa)))
    }

    /// DMTN-102 has some 200 alerts of supernovae in a visit, from 10^7 in ten years that are visible for some
    /// months. Here: a constant, bright peak magnitude for each type, for as long
    /// as such supernovae stay within 1.5 mag of it.
    @Test func `a visit to r = 24.5 shows between 100 and 400 supernovae`() {
        let peaks: [(TransientClass, Double, Double)] = [
            (.supernovaIa, -19.2, 40), (.supernovaII, -16.8, 80), (.supernovaIbc, -17.5, 35),
            (.supernovaIIn, -18.5, 80),
        ]
        let visible = Self.events.count { event in
            guard let (_, m, days) = peaks.first(where: { $0.0 == event.kind }) else { return false }
            let age = 60_300 - event.explosionMjdTai
            let magnitude = m + Cosmology.planck2018.distanceModulus(redshift: event.redshift) + event.redshift
            return magnitude < 24.5 && (0...days * (1 + event.redshift)).contains(age)
        }
        #expect((100...400).contains(visible), "\(visible)")
    }
}
