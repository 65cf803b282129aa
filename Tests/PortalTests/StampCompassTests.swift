import AlertModel
import FITS
import Foundation
import Testing

@testable import Portal

@Suite struct StampCompassTests {
    /// A sky of 0.2 arcsec a pixel, turned by `angle` degrees counter-clockwise, east to the left unless mirrored.
    private static func image(turnedBy angle: Double, isMirrored: Bool = false, scale: Double = 0.2 / 3600)
        -> StampImage
    {
        let (sine, cosine) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
        let hand = isMirrored ? 1.0 : -1.0
        var image = StampImage(width: 50, height: 50, pixels: [Float](repeating: 0, count: 2500))
        image.wcs = WCS(
            referenceX: 25, referenceY: 25, ra: 150, dec: 2, cd11: hand * scale * cosine, cd12: hand * scale * sine,
            cd21: -scale * sine, cd22: scale * cosine)
        return image
    }

    @Test(arguments: [0.0, 30, 90, 135, 179, -45, -90]) func `arrows follow the rotation of the sky`(angle: Double)
        throws
    {
        let compass = Compass(Self.image(turnedBy: angle))
        let (north, east) = (try #require(compass.northAngle), try #require(compass.eastAngle))
        #expect(abs(Self.turn(north - angle)) < 1e-9)
        #expect(abs(Self.turn(east - north - 90)) < 1e-9)
        #expect(abs(try #require(compass.pixelScaleArcsec) - 0.2) < 1e-12)
    }

    /// A place a little to the north or east lies where the arrow points, by the way from sky to pixels.
    @Test(arguments: [0.0, 73, -130], [false, true]) func `arrows point at places in the north and the east`(
        angle: Double, isMirrored: Bool
    ) throws {
        let image = Self.image(turnedBy: angle, isMirrored: isMirrored)
        let (compass, wcs) = (Compass(image), try #require(image.wcs))
        for (arrow, ra, dec) in [(compass.northAngle, 150, 2 + 1e-5), (compass.eastAngle, 150 + 1e-5, 2)] {
            let pixel = try #require(wcs.pixel(ra: ra, dec: dec))
            let seen = atan2(-(pixel.x - 25), pixel.y - 25) * 180 / .pi
            #expect(abs(Self.turn(seen - (try #require(arrow)))) < 1e-3)
        }
    }

    @Test func `in a mirror east is on the other side`() throws {
        let compass = Compass(Self.image(turnedBy: 0, isMirrored: true))
        #expect(abs(Self.turn(try #require(compass.eastAngle) + 90)) < 1e-9)
    }

    /// The arrow drawn is the one computed: its tip against its origin.
    @Test(arguments: [0.0, 30, 135, -90]) func `the drawn arrow points north`(angle: Double) throws {
        let svg = Compass(Self.image(turnedBy: angle)).svg
        let match = try #require(svg.firstMatch(of: /d="M ([-\d.]+) ([-\d.]+) L ([-\d.]+) ([-\d.]+)/))
        let numbers = [match.output.1, match.output.2, match.output.3, match.output.4].compactMap { Double($0) }
        try #require(numbers.count == 4)
        let drawn = atan2(-(numbers[2] - numbers[0]), -(numbers[3] - numbers[1])) * 180 / .pi
        #expect(abs(Self.turn(drawn - angle)) < 0.1)
        #expect(svg.contains(">N<") && svg.contains(">E<") && svg.contains(">2″<"))
    }

    @Test func `without a coordinate system there is no arrow but a note`() {
        let compass = Compass(StampImage(width: 63, height: 63, pixels: []))
        #expect(compass.svg.isEmpty && compass.note != nil && compass.northAngle == nil)
    }

    @Test(arguments: [Double.nan, 0, .infinity]) func `a coordinate system that makes no sense draws nothing`(
        scale: Double
    ) {
        let compass = Compass(Self.image(turnedBy: 20, scale: scale))
        #expect(compass.svg.isEmpty && compass.note != nil)
    }

    @Test func `the bar is as long as it says, and one that can be seen`() {
        #expect(Compass(Self.image(turnedBy: 0)).barArcsec == 2)
        #expect(Compass(Self.image(turnedBy: 0, scale: 1.0 / 3600)).barArcsec == 5)
        #expect(Compass(Self.image(turnedBy: 0, scale: 0.001 / 3600)).barArcsec == nil)
        let svg = Compass(Self.image(turnedBy: 0)).svg
        let bar = svg.firstMatch(of: /d="M ([\d.]+) [\d.]+ H ([\d.]+)"/)
        let ends = [bar?.output.1, bar?.output.2].compactMap { $0.flatMap { Double($0) } }
        #expect(ends.count == 2 && abs(ends[1] - ends[0] - 10) < 0.01)
    }

    /// Between -180 and 180.
    private static func turn(_ angle: Double) -> Double { (angle + 540).truncatingRemainder(dividingBy: 360) - 180 }
}
