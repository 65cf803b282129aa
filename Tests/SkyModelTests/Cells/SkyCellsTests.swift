import SkyMath
import Testing

@testable import SkyModel

@Suite struct SkyCellsTests {
    @Test func `an identifier gives back what it was made of and fits a positive Int64`() throws {
        for kind in SkyObjectID.Kind.allCases {
            let id = SkyObjectID(kind: kind, cell: 196_607, block: 65_535, index: 16_777_215)
            #expect(id.kind == kind && id.cell == 196_607 && id.block == 65_535 && id.index == 16_777_215)
            #expect(Int64(exactly: id.rawValue) != nil)
            #expect(SkyObjectID(rawValue: id.rawValue) == id)
        }
        #expect(SkyObjectID(rawValue: 0) == nil)
        #expect(SkyObjectID(rawValue: .max) == nil)
        #expect(SkyObjectID(rawValue: 1 << 58 | 196_608 << 40) == nil)
    }

    @Test func `identifiers sort by kind, cell, block and index`() {
        let ids = [(1, 0, 0), (1, 0, 1), (1, 2, 0), (5, 0, 0)].map {
            SkyObjectID(kind: .galaxy, cell: $0.0, block: $0.1, index: $0.2)
        }
        #expect(ids == ids.sorted())
    }

    @Test func `a place drawn in a cell lies in it, and the places fill it evenly`() {
        var draws = Draws(seed: 3, 1)
        var quarters = [0, 0, 0, 0]
        for _ in 0..<4000 {
            let place = SkyCells.place(in: 54_321, draws.next())
            #expect(SkyCells.grid.pixel(place) == 54_321)
            quarters[Int(HEALPix(order: 8).pixel(place) & 3)] += 1
        }
        #expect(quarters.allSatisfy { abs($0 - 1000) < 150 })
    }

    @Test(arguments: [(10.0, 80.0, 3.0), (0.0, -30.0, 1.7), (359.9, 0.0, 0.3), (200.0, -89.9, 1.0)])
    func `a cell said to lie in a cone does, and no place of the cone is outside of its cells`(
        ra: Double, dec: Double, radius: Double
    ) {
        let cone = SkyCone(centre: SkyPosition(ra: ra, dec: dec), radius: radius)
        let cells = SkyCells.cells(cone)
        var draws = Draws(seed: 9, 4)
        for _ in 0..<500 {
            let distance = radius * draws.uniform().squareRoot()
            let place = cone.centre.offset(by: distance, positionAngle: draws.uniform(0..<360))
            #expect(cells.contains(SkyCells.grid.pixel(place)))
        }
        for cell in cells where SkyCells.isWithin(cell, cone) {
            #expect(SkyCells.grid.corners(of: cell).allSatisfy(cone.contains))
        }
        #expect(cells == cells.sorted() && Set(cells).count == cells.count)
    }

    @Test func `cones without extent or sense have no cells or one`() {
        let centre = SkyPosition(ra: 10, dec: 10)
        #expect(SkyCells.cells(SkyCone(centre: centre, radius: -1)).isEmpty)
        #expect(SkyCells.cells(SkyCone(centre: centre, radius: .nan)).isEmpty)
        #expect(SkyCells.cells(SkyCone(centre: SkyPosition(ra: .nan, dec: 0), radius: 1)).isEmpty)
        #expect((1...4).contains(SkyCells.cells(SkyCone(centre: centre, radius: 0)).count))
    }

    @Test(arguments: [0.0, 1e-9, 0.3, 89.99, 180, 200, .nan, -1])
    func `a cone's border is its own, also of no and of all width`(radius: Double) {
        let cone = SkyCone(centre: SkyPosition(ra: 12, dec: -31), radius: radius)
        let border = ConeBorder(cone)
        var draws = Draws(seed: 6, 1)
        for _ in 0..<300 {
            let reach = [radius, 180 - radius, 1e-9, 90][Int(draws.next() & 3)]
            let distance = (reach.isNaN ? 1 : reach) + [0, 1e-10, -1e-6, 1e-3][Int(draws.next() & 3)]
            let place = cone.centre.offset(by: abs(distance), positionAngle: draws.uniform(0..<360))
            #expect(border.contains(place, place.unitVector) == cone.contains(place))
        }
    }
}
