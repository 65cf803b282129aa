import SkyMath
import Testing

@testable import SkyModel

@Suite struct ActiveGalaxyTests {
    private static let sky = SyntheticSky(seed: 5)
    private static let cone = SkyCone(centre: SkyPosition(ra: 150, dec: 2), radius: 1)
    private static let active = sky.activeGalaxies(in: cone, brighterThan: 24)

    /// Of nuclei that outshine their galaxy. To r = 20 and 22: 20 to 30 and some 110 per square degree,
    /// Palanque-Delabrouille et al. 2016, doi:10.1051/0004-6361/201527392; to 24: 300 to 500, LSST Science Book,
    /// table 10.2 after Hopkins et al. 2007, doi:10.1086/509629.
    @Test func `there are as many quasars as surveys find`() {
        let area = Double.pi
        func density(_ limit: Double) -> Double {
            Double(Self.active.count { $0.magnitudes[.r] < limit && $0.magnitudes[.r] < $0.host.magnitude(.r) }) / area
        }
        #expect((10...35).contains(density(20)), "\(density(20))")
        #expect((60...160).contains(density(22)), "\(density(22))")
        #expect((200...550).contains(density(24)), "\(density(24))")
    }

    @Test func `no galaxy has two nuclei and every host is a galaxy of the sky`() {
        #expect(Set(Self.active.map(\.id)).count == Self.active.count)
        for nucleus in Self.active.prefix(100) {
            #expect(Self.sky.galaxyCell(nucleus.host.id.cell).galaxy(nucleus.host.id) == nucleus.host)
        }
    }

    @Test func `a brighter limit gives the same nuclei without the faint ones`() {
        let bright = Self.sky.activeGalaxies(in: Self.cone, brighterThan: 21)
        #expect(bright == Self.active.filter { $0.magnitudes[.r] < 21 })
    }

    @Test func `masses, Eddington ratios and colours are those of active nuclei`() {
        for nucleus in Self.active {
            #expect((4.5...10.8).contains(nucleus.logBlackHoleMass))
            #expect((-2.5...0.3).contains(nucleus.logEddingtonRatio))
            let m = nucleus.magnitudes
            if nucleus.host.redshift < 2 { #expect((-0.5...0.8).contains(m[.g] - m[.i])) }
        }
        let masses = Self.active.map(\.logBlackHoleMass).sorted()
        #expect((7.0...9.0).contains(masses[masses.count / 2]))
    }

    @Test func `a black hole is half a percent of its spheroid`() {
        let stars = GalaxyStars(logMass: 11, logStarFormationRate: 0)
        #expect(abs(stars.logBlackHoleMass(.elliptical) - 8.69) < 1e-9)
        #expect(stars.logBlackHoleMass(.spiral) < 8.2)
    }
}
