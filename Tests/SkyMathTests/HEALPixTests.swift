import SkyMath
import Testing

@Suite struct HEALPixTests {
    @Test func `Pixels and centres are astropy-healpix's at orders 0, 3, 12 and 29`() {
        for row in ReferenceValues.pixels {
            let grid = HEALPix(order: row.order)
            #expect(grid.pixel(ra: row.ra, dec: row.dec) == row.pixel, "order \(row.order) at \(row.ra) \(row.dec)")
            let centre = SkyPosition(ra: row.centreRa, dec: row.centreDec)
            #expect(grid.centre(of: row.pixel).separation(to: centre) < 1e-9, "order \(row.order) pixel \(row.pixel)")
        }
    }

    @Test func `Every pixel's centre lies in the pixel`() {
        for order in 0...5 {
            let grid = HEALPix(order: order)
            for pixel in 0..<grid.pixelCount { #expect(grid.pixel(grid.centre(of: pixel)) == pixel) }
        }
    }

    @Test func `Pixels of higher orders lie within those of lower orders`() {
        for place in places(2000) {
            let deepest = HEALPix(order: 29).pixel(place)
            for order in 0..<29 {
                #expect(HEALPix(order: order).pixel(place) == deepest >> Int64(2 * (29 - order)))
            }
        }
    }

    @Test(arguments: [0.0, 0.0003, 0.02, 0.5, 3, 25, 90, 180])
    func `A cone covers every place in it`(radius: Double) {
        let grid = HEALPix(order: 18)
        for centre in places(30) + [
            SkyPosition(ra: 0, dec: 90), SkyPosition(ra: 45, dec: -90), SkyPosition(ra: 0, dec: 0),
        ] {
            let ranges = grid.cone(centre, radius: radius)
            for step in 0..<60 {
                let distance = radius * (step % 3 == 0 ? 1 - 1e-9 : Double(step) / 60)
                let place = centre.offset(by: distance, positionAngle: Double(step) * 37)
                let pixel = grid.pixel(place)
                #expect(ranges.contains { $0.contains(pixel) }, "\(centre) \(radius) \(place)")
            }
        }
    }

    @Test func `A cone's ranges are few, ascending, apart, and not much larger than the cone`() {
        for radius in [0.001, 0.05, 1, 10.0] {
            let grid = HEALPix(order: 20)
            for centre in places(40) {
                let ranges = grid.cone(centre, radius: radius)
                #expect(ranges.count < 200)
                for (left, right) in zip(ranges, ranges.dropFirst()) { #expect(left.upperBound < right.lowerBound) }
                let area = ranges.reduce(0.0) { $0 + Double($1.count) } / Double(grid.pixelCount) * 41252.96
                #expect(area < 1.6 * 3.1416 * radius * radius)
            }
        }
    }

    @Test func `Places that are not finite and numbers beyond the last pixel do no harm`() {
        let grid = HEALPix(order: 40)
        #expect(grid.order == 29 && HEALPix(order: -1).order == 0)
        #expect(grid.pixel(ra: .nan, dec: 0) == 0)
        #expect(grid.centre(of: .max).dec.isFinite && grid.centre(of: -5).ra.isFinite)
        #expect(grid.cone(SkyPosition(ra: .infinity, dec: 0), radius: 1).isEmpty)
        #expect(grid.cone(SkyPosition(ra: 0, dec: 0), radius: .nan).isEmpty)
        #expect((0..<grid.pixelCount).contains(grid.pixel(ra: -720.5, dec: 100)))
    }

    /// Places spread evenly over the sphere.
    private func places(_ count: Int) -> [SkyPosition] {
        (0..<count).map { index in
            UnitVector.spiral(index, of: count).position
        }
    }
}

extension UnitVector {
    /// The point `index` of a golden spiral.
    static func spiral(_ index: Int, of count: Int) -> UnitVector {
        let z = 1 - (2 * Double(index) + 1) / Double(count)
        let ra = (Double(index) * 137.50776405).truncatingRemainder(dividingBy: 360)
        let flat = SkyPosition(ra: ra, dec: 0).unitVector
        let reach = (1 - z * z).squareRoot()
        return UnitVector(x: flat.x * reach, y: flat.y * reach, z: z)
    }
}
