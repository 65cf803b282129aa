import FITS
import Imaging
import SkyMath
import Testing

@testable import Templates

@Suite struct PatchTests {
    private func grid(dec: Double = -30) throws -> PatchGrid {
        try PatchGrid(
            centre: SkyPosition(ra: 359.9, dec: dec), columns: 5, rows: 4, patchSize: 1000, overlap: 60,
            pixelScale: 0.5)
    }

    @Test(arguments: [-89.5, -30, 0, 75]) func `a patch's keywords give the sky that WCSLIB gives`(
        dec: Double
    ) throws {
        let patch = try grid(dec: dec).patch(column: 3, row: 1)
        let wcs = patch.wcs
        let header = Header(
            wcs.keywords.map { Card($0.name, .real($0.value)) }
                + PatchWCS.texts.map { Card($0.name, .string($0.value)) })
        let oracle = try WorldCoordinates(header)
        for (x, y) in [(0.0, 0.0), (1119, 0), (500.25, 700.5), (-0.5, 1119.5)] {
            let sky = try #require(oracle.sky(x: x, y: y))
            let ours = patch.position(x: x, y: y)
            #expect(ours.separation(to: SkyPosition(ra: sky.ra, dec: sky.dec)) * 3600 < 1e-6)
            let back = try #require(patch.pixel(of: ours))
            #expect(abs(back.x - x) < 1e-6 && abs(back.y - y) < 1e-6)
        }
    }

    @Test func `neighbouring patches share the pixels of their overlap`() throws {
        let grid = try grid()
        let (left, right) = (try grid.patch(column: 1, row: 2), try grid.patch(column: 2, row: 2))
        #expect(left.box.intersection(right.box).width == 2 * 60)
        #expect(left.own.intersection(right.own).isEmpty)
        let there = left.position(x: 1100, y: 300)
        let here = try #require(right.pixel(of: there))
        #expect(abs(here.x - 100) < 1e-7 && abs(here.y - 300) < 1e-7)
    }

    @Test func `every position of the tract belongs to the patch that holds it`() throws {
        let grid = try grid()
        for row in 0..<4 {
            for column in 0..<5 {
                let patch = try grid.patch(column: column, row: row)
                #expect(grid.patch(at: patch.position(x: 60, y: 60)) == patch)
                #expect(grid.patch(at: patch.position(x: 1059.4, y: 1059.4)) == patch)
            }
        }
        #expect(grid.patch(at: SkyPosition(ra: 180, dec: 30)) == nil)
        #expect(throws: TemplatesError.self) { try grid.patch(column: 5, row: 0) }
    }

    @Test func `a footprint touches the patches that a dense sampling of it finds`() throws {
        let grid = try grid()
        var draws = Draws(seed: 4)
        for _ in 0..<40 {
            let centre = grid.centre.offset(by: draws.uniform(0..<0.5), positionAngle: draws.uniform(0..<360))
            let (size, angle) = (draws.uniform(0.02..<0.4), draws.uniform(0..<90))
            let plane = TangentPlane(centre: centre)
            func position(_ u: Double, _ v: Double) -> SkyPosition {
                let far = (u * u + v * v).squareRoot() * size
                return centre.offset(
                    by: far,
                    positionAngle: angle
                        + SkyPosition(ra: 0, dec: 0).positionAngle(
                            to: SkyPosition(ra: u, dec: v)))
            }
            let corners = [position(-1, -1), position(1, -1), position(1, 1), position(-1, 1)]
            let found = Set(grid.patches(touching: corners))
            let points = try corners.map { try #require(plane.point(of: $0)) }
            let sampled = (0...60).flatMap { i in
                (0...60).map { j in
                    let (s, t) = (Double(i) / 60, Double(j) / 60)
                    let low = points[0] * (1 - s) + points[1] * s
                    let high = points[3] * (1 - s) + points[2] * s
                    return plane.position(of: low * (1 - t) + high * t)
                }
            }
            for patch in try (0..<20).map({ try grid.patch(column: $0 % 5, row: $0 / 5) }) {
                let isSeen = sampled.contains { place in
                    patch.pixel(of: place).map { $0.x > 0 && $0.y > 0 && $0.x < 1119 && $0.y < 1119 } ?? false
                }
                if isSeen { #expect(found.contains(patch)) }
            }
            #expect(
                found.allSatisfy { patch in
                    sampled.contains { place in
                        patch.pixel(of: place).map { $0.x > -60 && $0.y > -60 && $0.x < 1180 && $0.y < 1180 } ?? false
                    }
                })
        }
    }

    @Test func `a footprint on the other side of the sky or of two corners touches nothing`() throws {
        let grid = try grid()
        let far = [(170.0, 20.0), (190, 20), (190, 40), (170, 40)].map { SkyPosition(ra: $0.0, dec: $0.1) }
        #expect(grid.patches(touching: far).isEmpty)
        #expect(grid.patches(touching: Array(far.prefix(2))).isEmpty)
        #expect(grid.patches(touching: [far[0], far[1], SkyPosition(ra: .nan, dec: 0)]).isEmpty)
    }

    @Test func `a footprint larger than the tract touches all of it`() throws {
        let grid = try grid()
        let wide = [45.0, 135, 225, 315].map { grid.centre.offset(by: 20, positionAngle: $0) }
        #expect(grid.patches(touching: wide).count == grid.count)
    }

    @Test func `tracts of impossible sizes are refused`() {
        let centre = SkyPosition(ra: 0, dec: 0)
        #expect(throws: TemplatesError.self) { try PatchGrid(centre: centre, columns: 0, rows: 1) }
        #expect(throws: TemplatesError.self) { try PatchGrid(centre: centre, columns: 1, rows: 1, overlap: 5000) }
        #expect(throws: TemplatesError.self) { try PatchGrid(centre: centre, columns: 1, rows: 1, pixelScale: 0) }
        #expect(throws: TemplatesError.self) {
            try PatchGrid(centre: SkyPosition(ra: .nan, dec: 0), columns: 1, rows: 1)
        }
        #expect(throws: TemplatesError.self) { try PatchGrid(centre: centre, columns: 10_000, rows: 1) }
    }
}
