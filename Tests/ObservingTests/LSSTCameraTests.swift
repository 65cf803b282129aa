import Foundation
import Observing
import SkyMath
import Testing

@Suite struct LSSTCameraTests {
    let camera = LSSTCamera()

    @Test func `there are 189 detectors, 117 of e2v, in 21 rafts, numbered in order`() {
        #expect(camera.detectors.map(\.number) == Array(0..<189))
        #expect(camera.detectors.count { $0.vendor == .e2v } == 117)
        #expect(Set(camera.detectors.map { $0.name.prefix(3) }).count == 21)
        #expect(camera.detectors[94].name == "R22_S11" && camera.detectors[94].centre == FocalPoint(x: 0, y: 0))
    }

    @Test(.enabled(if: RealVisits.has("LSST_detector_corners.csv"), "needs the table of measured corners"))
    /// In the table the longer side of a detector lies along y, by 14 arcsec; in packets x is the longer one.
    func `corners are within 18 arcsec, centres within 6.5, of those measured on the sky`() throws {
        let text = try #require(RealVisits.text("LSST_detector_corners.csv"))
        var corners: [Int: [FocalPoint]] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let numbers = line.split(separator: ",").compactMap { Double($0) }
            let arcsec = numbers[1...].map { tan($0) * 180 / .pi * 3600 }
            corners[Int(numbers[0]), default: []].append(FocalPoint(x: arcsec[0], y: arcsec[1]))
        }
        #expect(corners.count == 189)
        var (worst, worstCentre) = (0.0, 0.0)
        for detector in camera.detectors {
            let measured = try #require(corners[detector.number])
            let own = measured.map { corner in
                detector.corners.map { hypot($0.x * 20 - corner.x, $0.y * 20 - corner.y) }.min() ?? .infinity
            }
            worst = max(worst, own.max() ?? .infinity)
            let (x, y) = (mean(measured.map(\.x)), mean(measured.map(\.y)))
            worstCentre = max(worstCentre, hypot(detector.centre.x * 20 - x, detector.centre.y * 20 - y))
        }
        #expect(worst < 18 && worstCentre < 6.5, "corners \(worst), centres \(worstCentre)")
    }

    @Test func `pixel to sky and back gives the pixel within a millionth`() throws {
        var draws = Draws(seed: 1, 1)
        for _ in 0..<3000 {
            let pointing = Pointing(
                boresight: SkyPosition(ra: draws.uniform(0..<360), dec: draws.uniform(-90..<90)),
                rotSkyPos: draws.uniform(0..<360))
            let detector = camera.detectors[Int(draws.next() % 189)]
            let pixel = DetectorPoint(
                detector: detector.number, x: draws.uniform() * Double(detector.width - 1),
                y: draws.uniform() * Double(detector.height - 1))
            let place = try #require(camera.position(pixel, pointing))
            let back = try #require(camera.pixel(place, pointing))
            #expect(back.detector == pixel.detector)
            #expect(abs(back.x - pixel.x) < 1e-6 && abs(back.y - pixel.y) < 1e-6)
        }
    }

    @Test func `a pixel is 0.2 arcsec, y of the focal plane lies at rotSkyPos, x a quarter turn before`() {
        let pointing = Pointing(boresight: SkyPosition(ra: 10, dec: -40), rotSkyPos: 72)
        let centre = pointing.boresight
        let up = pointing.position(FocalPoint(x: 0, y: 0.01))
        #expect(abs(centre.separation(to: up) * 3600 - 0.2) < 1e-6)
        #expect(abs(centre.positionAngle(to: up) - 72) < 1e-3)
        #expect(abs(centre.positionAngle(to: pointing.position(FocalPoint(x: 0.01, y: 0))) - 342) < 1e-3)
    }

    @Test func `the TAN keywords give the same places as the camera`() throws {
        let pointing = Pointing(boresight: SkyPosition(ra: 200, dec: -65), rotSkyPos: 123)
        for number in [0, 94, 188] {
            let wcs = pointing.wcs(camera.detectors[number]).cutout(x: 100, y: 200)
            let (dx, dy) = (11 - wcs.crpix1, 21 - wcs.crpix2)
            let xi = (wcs.cd11 * dx + wcs.cd12 * dy) * .pi / 180
            let eta = (wcs.cd21 * dx + wcs.cd22 * dy) * .pi / 180
            let angle = atan2(xi, eta) * 180 / .pi
            let distance = atan(hypot(xi, eta)) * 180 / .pi
            let expected = try #require(camera.position(DetectorPoint(detector: number, x: 110, y: 220), pointing))
            #expect(wcs.crval.offset(by: distance, positionAngle: angle).separation(to: expected) * 3600 < 1e-6)
        }
    }

    @Test func `gaps, empty corners, the other side of the sky and NaN have no pixel`() {
        let pointing = Pointing(boresight: SkyPosition(ra: 0, dec: 0), rotSkyPos: 0)
        #expect(camera.detector(at: FocalPoint(x: 63.5, y: 0)) == nil)
        #expect(camera.detector(at: FocalPoint(x: 254, y: 254)) == nil)
        #expect(camera.detector(at: FocalPoint(x: .nan, y: 0)) == nil)
        #expect(camera.detector(at: FocalPoint(x: 1e300, y: -.infinity)) == nil)
        #expect(camera.pixel(SkyPosition(ra: 180, dec: 0), pointing) == nil)
        #expect(camera.pixel(SkyPosition(ra: .nan, dec: 0), pointing) == nil)
        #expect(camera.position(DetectorPoint(detector: 189, x: 0, y: 0), pointing) == nil)
    }

    @Test func `silicon covers 9.6 square degrees within 2.1 degrees of the axis`() {
        let pixels = camera.detectors.reduce(0) { $0 + $1.width * $1.height }
        #expect(abs(Double(pixels) * 0.04 / 3600 / 3600 - 9.5) < 0.2)
        #expect(camera.fieldRadius < 2.1 && camera.fieldRadius > 1.9)
    }
}
