import SkyMath
import SkyModel
import Testing

@Suite struct SkyPatchesTests {
    static let radius = 20.0 / 3600

    /// Random places of a few cells, some of them near their borders.
    private static let places: [SkyPosition] = (0..<60).map { number in
        var draws = Draws(seed: 8, UInt64(number))
        return SkyPosition(ra: draws.uniform(150..<152), dec: draws.uniform(-21 ..< -19))
    }

    @Test func `stars in the discs are those that a draw of the whole cells has there`() {
        let sky = SyntheticSky(seed: 3)
        let patches = SkyPatches(around: Self.places, radius: Self.radius, order: 14)
        var found: Set<String> = []
        for cell in patches.cells {
            guard let here = patches.inCell(cell) else { continue }
            sky.starCell(cell, brighterThan: 22).visit(here, magnitudes: 16..<22) { star, place in
                if Self.places[place].separation(to: star.position) <= Self.radius {
                    found.insert("\(place) \(star.id) \(star.magnitude(.r))")
                }
            }
        }
        var expected: Set<String> = []
        for (place, centre) in Self.places.enumerated() {
            let cone = SkyCone(centre: centre, radius: Self.radius)
            for star in sky.stars(in: cone, brighterThan: 22) where star.magnitude(.r) >= 16 {
                expected.insert("\(place) \(star.id) \(star.magnitude(.r))")
            }
        }
        #expect(found == expected && expected.count > 10)
    }

    @Test func `galaxies in the discs are those that a draw of the whole cells has there`() {
        let sky = SyntheticSky(seed: 3)
        let patches = SkyPatches(around: Self.places, radius: Self.radius, order: 13)
        var found: Set<String> = []
        for cell in patches.cells {
            guard let here = patches.inCell(cell) else { continue }
            sky.galaxyCell(cell).visit(here, brighterThan: 23.5) { galaxy, place in
                if Self.places[place].separation(to: galaxy.position) <= Self.radius {
                    found.insert("\(place) \(galaxy.id) \(galaxy.magnitude(.i)) \(galaxy.positionAngle)")
                }
            }
        }
        var expected: Set<String> = []
        for (place, centre) in Self.places.enumerated() {
            for galaxy in sky.galaxies(in: SkyCone(centre: centre, radius: Self.radius), brighterThan: 23.5) {
                expected.insert("\(place) \(galaxy.id) \(galaxy.magnitude(.i)) \(galaxy.positionAngle)")
            }
        }
        #expect(found == expected && expected.count > 50)
    }

    @Test func `a place is found again from a position`() throws {
        let patches = SkyPatches(around: Self.places, radius: Self.radius, order: 15)
        for (number, place) in Self.places.enumerated() {
            let cell = try #require(patches.inCell(SkyCells.grid.pixel(place)))
            #expect(cell.places(near: place).contains(number))
        }
    }

    @Test func `the limit of a density is where the stars are as many`() {
        let cell = SyntheticSky(seed: 3).starCell(1234, brighterThan: 24)
        let limit = cell.limit(density: 2000)
        let count = Double(cell.stars(brighterThan: limit).count) / SkyCells.area
        #expect(count <= 2000 && cell.limit(density: .infinity) >= 24)
        #expect(Double(cell.stars(brighterThan: limit + 1).count) / SkyCells.area > 2000 || limit >= 24)
    }
}
