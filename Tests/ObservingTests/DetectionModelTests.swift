import Foundation
import Observing
import SkyMath
import Testing

@Suite struct DetectionModelTests {
    let model = DetectionModel(seed: 5)
    let camera = LSSTCamera()

    func measure(
        _ key: UInt64, _ science: Double, _ template: Double = 0, motion: Double = 0, visit: Visit = sampleVisit(),
        at pixel: DetectorPoint = DetectorPoint(detector: 94, x: 2000, y: 1500)
    ) -> SourceMeasurement {
        let pointing = Pointing(visit)
        let detector = camera.detectors[pixel.detector]
        let place = pointing.position(detector.focalPoint(x: pixel.x, y: pixel.y))
        let truth = SourceTruth(
            key: key, position: place, scienceFlux: science, templateFlux: template, motion: motion, motionAngle: 30)
        return model.measure(truth, in: visit, on: detector, at: pixel, pointing: pointing)
    }

    @Test func `pulls of 100,000 forced fluxes have mean 0 and deviation 1 within 0.02`() {
        var (difference, science, aperture, across): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
        for key in UInt64(0)..<100_000 {
            let (flux, template) = (Double(key % 1000) * 30, Double(key % 7) * 2000)
            let found = measure(key, flux, template)
            difference.append((found.psfFlux - (flux - template)) / found.psfFluxErr)
            science.append((found.scienceFlux - flux) / found.scienceFluxErr)
            aperture.append((found.apFlux - (flux - template)) / found.apFluxErr)
            across.append((found.pixel.x - 2000) / found.xErr)
        }
        for pulls in [difference, science, aperture, across] {
            #expect(abs(mean(pulls)) < 0.02 && abs(deviation(pulls) - 1) < 0.02, "\(mean(pulls)) \(deviation(pulls))")
        }
    }

    @Test func `a source at the depth of the difference is detected half of the time, none is at zero in a thousand`() {
        let floor = measure(0, 0).psfFluxErr
        let half = (0..<4000).count { measure(UInt64($0), 5 * floor).isDetected }
        #expect(abs(Double(half) / 4000 - 0.5) < 0.06)
        #expect((0..<1000).allSatisfy { !measure(UInt64($0), 0).isDetected })
    }

    @Test func `the sky place is that of the pixel, and bright stars are measured to the floor of 10 mas`() throws {
        let found = measure(3, 1e6)
        let place = try #require(camera.position(found.pixel, Pointing(sampleVisit())))
        #expect(place.separation(to: found.position) * 3600 < 1e-9)
        #expect(abs(found.raErrArcsec - 0.01) < 0.001)
        #expect(abs(DetectionModel.centroidError(fwhm: 0.7, snr: 10) - 0.042) < 0.001)
    }

    @Test func `the template's noise is the same in two visits of one object and not in another's`() {
        let first = measure(8, 5000, 4000, visit: sampleVisit(1))
        let second = measure(8, 5000, 4000, visit: sampleVisit(2))
        #expect(first.templateFlux == second.templateFlux && first.scienceFlux != second.scienceFlux)
        #expect(measure(9, 5000, 4000, visit: sampleVisit(1)).templateFlux != first.templateFlux)
        let science = first.scienceFlux - first.scienceCalibration
        #expect(abs(first.psfFlux - (science - (first.templateFlux - first.templateCalibration))) < 1e-9)
    }

    @Test
    func
        `bright stars' science fluxes scatter by 5 mmag, their templates' by a twentieth's root, differences by neither`()
    {
        let found = (0..<4000).map { measure(UInt64($0), 1e7, 1e7) }
        let part = 0.005
        let (science, template) = (found.map(\.scienceFlux), found.map(\.templateFlux))
        #expect(abs(deviation(science) / (part * 1e7) - 1) < 0.05, "\(deviation(science))")
        #expect(abs(deviation(template) / (part * 1e7 / 20.0.squareRoot()) - 1) < 0.05, "\(deviation(template))")
        #expect(deviation(found.map { ($0.scienceFlux - 1e7) / $0.scienceFluxErr }) < 1.05)
        #expect(found.allSatisfy { $0.scienceFluxErr > part * 1e7 && $0.psfFluxErr < 0.1 * part * 1e7 })
        #expect(deviation(found.map(\.psfFlux)) < 0.1 * part * 1e7)
    }

    @Test func `errors of science fluxes are the published equations', the systematic part included`() {
        let visit = sampleVisit()
        for magnitude in [16.0, 18, 20, 22, 24] {
            let flux = ABMagnitude.nJy(magnitude)
            let told = measure(7, flux).scienceFluxErr / flux
            let published = model.noise.magnitudeError(
                visit.band, magnitude: magnitude, fiveSigmaDepth: visit.fiveSigmaDepth)
            #expect(abs(told - published) < 1e-9, "\(magnitude) \(told) \(published)")
        }
    }

    @Test func `a fast asteroid is a trail with its length and angle and loses S/N, a star has no trail`() throws {
        let fast = measure(4, 2e5, motion: 10)
        let length = try #require(fast.trailLength)
        #expect(abs(length - 12.5) < 0.1)
        #expect(abs((fast.trailAngle ?? -1) - 30) < 1)
        #expect(fast.iyy > fast.ixx && fast.ixy > 0 && fast.snr < measure(4, 2e5).snr)
        #expect(measure(4, 2e5).trailLength == nil)
    }

    @Test func `edges and bright stars are flagged and dipoles need a bright star that stays`() {
        #expect(measure(1, 1000).flags.isEmpty)
        #expect(measure(1, 1000, at: DetectorPoint(detector: 94, x: 3, y: 900)).flags.contains(.edge))
        #expect(measure(1, 4e9).flags == .saturated)
        #expect((0..<200).contains { measure(UInt64($0), 1e7, 1e7).isDipole })
        #expect((0..<200).allSatisfy { !measure(UInt64($0), 1e5, 0).isDipole })
    }

    @Test func `shapes are the PSF's on average`() {
        let moments = (0..<2000).map { measure(UInt64($0), 50_000) }
        let psf = moments[0].psfMoment
        #expect(abs(psf.squareRoot() * 2.3548 - 0.79) < 1e-9)
        #expect(abs(mean(moments.map(\.ixx)) / psf - 1) < 0.01 && abs(mean(moments.map(\.ixy))) < 0.01 * psf)
        #expect(moments.allSatisfy { $0.ixx * $0.iyy > $0.ixy * $0.ixy })
    }
}
