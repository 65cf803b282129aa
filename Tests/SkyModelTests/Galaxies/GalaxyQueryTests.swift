import SkyMath
import Testing

@testable import SkyModel

@Suite struct GalaxyQueryTests {
    private let sky = SyntheticSky(seed: 42)
    private let cone = SkyCone(centre: SkyPosition(ra: 53.1, dec: -28.1), radius: 0.4)

    @Test func `a cone holds the galaxies of its cells that lie in it, once each, by identifier`() {
        let galaxies = sky.galaxies(in: cone, brighterThan: 22)
        let wide = SkyCone(centre: cone.centre, radius: 0.9)
        let brute = SkyCells.cells(wide).flatMap { sky.galaxyCell($0).galaxies(brighterThan: 22) }
            .filter { cone.contains($0.position) }
        #expect(galaxies == brute.sorted { $0.id < $1.id })
        #expect(Set(galaxies.map(\.id)).count == galaxies.count && galaxies.count > 1000)
        #expect(sky.galaxies(in: cone, brighterThan: 20) == galaxies.filter { $0.magnitude(.r) < 20 })
    }

    @Test func `the same galaxies come from any thread`() async {
        let (sky, cells) = (sky, SkyCells.cells(cone))
        let onThreads = await withTaskGroup(of: [Galaxy].self) { group in
            for cell in cells.reversed() { group.addTask { sky.galaxyCell(cell).galaxies(brighterThan: 21) } }
            return await group.reduce(into: Set<Galaxy>()) { $0.formUnion($1) }
        }
        #expect(onThreads == Set(cells.flatMap { sky.galaxyCell($0).galaxies(brighterThan: 21) }))
    }

    @Test func `a galaxy is found again by its identifier alone`() throws {
        let galaxy = try #require(sky.galaxies(in: cone, brighterThan: 22).last)
        #expect(sky.galaxyCell(galaxy.id.cell).galaxy(galaxy.id) == galaxy)
        #expect(sky.galaxyCell(galaxy.id.cell + 1).galaxy(galaxy.id) == nil)
    }

    @Test func `magnitude, redshift and luminosity agree`() {
        let cosmology = Cosmology.planck2018
        for galaxy in sky.galaxies(in: cone, brighterThan: 22) where galaxy.redshift > 0.02 {
            let correction = GalaxySpectrum(galaxy.type).correction(redshift: galaxy.redshift)[2]
            let clear = galaxy.magnitude(.r) - galaxy.extinction * DustSheet.ratioR
            let m = clear - cosmology.distanceModulus(redshift: galaxy.redshift) - correction
            #expect(abs(galaxy.absoluteMagnitude - m) < 0.03)
        }
    }

    @Test func `shapes, masses and colours are those of galaxies`() {
        let galaxies = sky.galaxies(in: cone, brighterThan: 23)
        for galaxy in galaxies {
            #expect(galaxy.halfLightRadius > 0 && (0.5...7).contains(galaxy.sersicIndex))
            #expect((0.15...1).contains(galaxy.axisRatio) && (0..<180).contains(galaxy.positionAngle))
            #expect((3...12.8).contains(galaxy.logStellarMass) && (0...4.5).contains(galaxy.redshift))
            let m = galaxy.magnitudes
            #expect((-0.6...2.4).contains(m[.g] - m[.r]) && (-0.6...1.8).contains(m[.r] - m[.i]))
        }
        let radii = galaxies.filter { $0.magnitude(.r) > 21.5 }.map(\.halfLightRadius).sorted()
        #expect((0.3...1).contains(radii[radii.count / 2]))
        let near = galaxies.filter { $0.redshift < 0.25 }
        func colour(_ type: GalaxyType) -> Double {
            let colours = near.filter { $0.type == type }.map { $0.magnitude(.g) - $0.magnitude(.r) }.sorted()
            return colours[colours.count / 2]
        }
        #expect(colour(.elliptical) > colour(.spiral) + 0.2 && colour(.spiral) > colour(.irregular) + 0.1)
        #expect((0.7...1.3).contains(colour(.elliptical)))
    }
}
