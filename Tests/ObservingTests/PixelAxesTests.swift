import Observing
import SkyMath
import Testing

@Suite struct PixelAxesTests {
    /// So it is in the packets of LSSTCam: y of the pixels points to the angle that ROTPA tells, x a quarter turn before.
    @Test(arguments: [0, 94, 188]) func `pixels' axes are turned as the camera is`(number: Int) throws {
        let camera = LSSTCamera()
        let pointing = Pointing(boresight: SkyPosition(ra: 150, dec: 2), rotSkyPos: 50)
        let (middle, right, up) = (
            DetectorPoint(detector: number, x: 2000, y: 2000), DetectorPoint(detector: number, x: 2100, y: 2000),
            DetectorPoint(detector: number, x: 2000, y: 2100)
        )
        let place = try #require(camera.position(middle, pointing))
        let angles = try [up, right].map { place.positionAngle(to: try #require(camera.position($0, pointing))) }
        #expect(abs(angles[0] - 50) < 1 && abs(angles[1] - 320) < 1)
    }
}
