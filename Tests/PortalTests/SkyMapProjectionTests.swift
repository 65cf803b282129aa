import AlertTesting
import SkyMath
import Testing

@testable import Portal

@Suite struct SkyMapProjectionTests {
    static let centres = [0.0, 97.3, 180, 270, 359.9]

    private static func places(_ count: Int) -> [SkyPosition] {
        var generator = SplitMix(seed: 11)
        return (0..<count).map { _ in generator.place() }
    }

    @Test(arguments: centres) func `a place survives the way to the map and back`(centre: Double) throws {
        let projection = HammerProjection(centreRA: centre)
        for place in Self.places(2000) {
            let back = try #require(projection.place(projection.point(place)))
            #expect(back.separation(to: place) < 1e-5)
        }
    }

    @Test(arguments: centres) func `every place lies on the ellipse`(centre: Double) {
        let projection = HammerProjection(centreRA: centre)
        for place in Self.places(2000) {
            let point = projection.point(place)
            #expect(point.x * point.x + 4 * point.y * point.y <= 1 + 1e-12)
        }
    }

    /// The determinant of the projection's derivatives, over that of the sphere, is the same everywhere.
    @Test func `equal areas of the sky are equal areas of the map`() {
        let projection = HammerProjection(centreRA: 180)
        let step = 1e-4
        for place in Self.places(500) where abs(place.dec) < 89 && abs(place.ra - 180) < 179 {
            let (east, west) = (shifted(place, step, 0), shifted(place, -step, 0))
            let (north, south) = (shifted(place, 0, step), shifted(place, 0, -step))
            let (e, w, n, s) = (
                projection.point(east), projection.point(west), projection.point(north), projection.point(south)
            )
            let area = (e.x - w.x) * (n.y - s.y) - (e.y - w.y) * (n.x - s.x)
            let sphere = place.unitVector
            let onSky = 4 * step * step * (1 - sphere.z * sphere.z).squareRoot()
            // The ellipse's area is pi / 2, that of the sphere 4 pi (180 / pi)^2 square degrees; x runs to the west.
            let expected = -(Double.pi / 2) / 41252.961249419
            #expect(abs(area / onSky / expected - 1) < 1e-4)
        }
    }

    private func shifted(_ place: SkyPosition, _ ra: Double, _ dec: Double) -> SkyPosition {
        SkyPosition(ra: place.ra + ra, dec: place.dec + dec)
    }

    @Test func `east is to the left and north is up`() {
        let projection = HammerProjection(centreRA: 180)
        #expect(projection.point(SkyPosition(ra: 190, dec: 0)).x < 0)
        #expect(projection.point(SkyPosition(ra: 170, dec: 0)).x > 0)
        #expect(projection.point(SkyPosition(ra: 180, dec: 10)).y > 0)
        #expect(projection.point(SkyPosition(ra: 33, dec: 90)).y == 0.5)
        #expect(abs(projection.point(SkyPosition(ra: 33, dec: 90)).x) < 1e-15)
    }

    @Test func `a point outside the ellipse is no place`() {
        let projection = HammerProjection(centreRA: 0)
        #expect(projection.place(PlanePoint(x: 0.99, y: 0.49)) == nil)
        #expect(projection.place(PlanePoint(x: .nan, y: 0)) == nil)
        #expect(projection.place(PlanePoint(x: 0, y: 0)) == SkyPosition(ra: 0, dec: 0))
    }

    @Test func `a circle around the sky is one stroke on each side of the map's edge`() {
        for centre in Self.centres {
            let frame = SkyMapFrame(centreRA: centre)
            #expect(frame.path(SkyCurves.galacticPlane).count { $0 == "M" } <= 2)
            #expect(frame.path(SkyCurves.ecliptic).count { $0 == "M" } <= 2)
            #expect(frame.path(SkyCurves.parallel(dec: 60, centreRA: centre)).count { $0 == "M" } == 1)
        }
    }
}

/// Numbers that a seed decides (SplitMix64, Steele et al. 2014, doi:10.1145/2660193.2660195).
extension SplitMix {
    /// Evenly spread over the sphere.
    mutating func place() -> SkyPosition {
        var vector = UnitVector(x: 0, y: 0, z: 0)
        var square = 0.0
        repeat {
            vector = UnitVector(
                x: .random(in: -1...1, using: &self), y: .random(in: -1...1, using: &self),
                z: .random(in: -1...1, using: &self))
            square = vector.x * vector.x + vector.y * vector.y + vector.z * vector.z
        } while square > 1 || square < 1e-6
        return vector.position
    }
}
