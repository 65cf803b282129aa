import SkyMath
import Testing

@Suite struct HEALPixDiscTests {
    @Test(arguments: [11, 13, 15]) func `a disc's pixels hold every place in it, and not many more`(order: Int) {
        let grid = HEALPix(order: order)
        let radius = 0.9 * 58.6 / Double(1 << order)
        var pixels = 0
        for number in 0..<3000 {
            let centre = UnitVector.spiral(number, of: 3000).position
            let found = grid.disc(centre, radius: radius)
            pixels += found.count
            #expect(Set(found).count == found.count)
            var draws = Draws(seed: 3, UInt64(number))
            for _ in 0..<20 {
                let place = centre.offset(
                    by: radius * draws.uniform().squareRoot(), positionAngle: draws.uniform(0..<360))
                #expect(found.contains(grid.pixel(place)), "\(centre) \(place)")
            }
        }
        // The disc's own area is 2.5 pixels.
        #expect(pixels < 3000 * 20)
    }

    @Test func `discs at borders of base pixels and at the poles are covered`() {
        let grid = HEALPix(order: 14)
        let radius = 0.003
        let heights = [89.999, 41.8103, 41.812, 0.0005, -41.8103, -89.9995]
        for dec in heights {
            for ra in [0.0, 0.0004, 44.9996, 45, 90, 359.9999] {
                let centre = SkyPosition(ra: ra, dec: dec)
                let found = Set(grid.disc(centre, radius: radius))
                for step in 0..<360 {
                    let place = centre.offset(by: radius * 0.999, positionAngle: Double(step))
                    #expect(found.contains(grid.pixel(place)), "\(centre) \(step)")
                }
            }
        }
    }

    @Test func `what is not finite has no pixels`() {
        let grid = HEALPix(order: 14)
        #expect(grid.disc(SkyPosition(ra: .nan, dec: 0), radius: 0.001).isEmpty)
        #expect(grid.disc(SkyPosition(ra: 1, dec: 0), radius: -0.001).isEmpty)
        #expect(grid.disc(SkyPosition(ra: 1, dec: 0), radius: .infinity).isEmpty)
    }
}
