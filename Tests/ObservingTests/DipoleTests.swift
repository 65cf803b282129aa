import Foundation
import Observing
import SkyMath
import Testing

@Suite struct DipoleTests {
    let camera = LSSTCamera()
    let model = DetectionModel(seed: 6)
    let visit = sampleVisit()

    private func measured(_ key: UInt64, _ dipole: Dipole, star: Double = 2e6) -> SourceMeasurement? {
        let pixel = DetectorPoint(detector: 94, x: 1500, y: 1800)
        let pointing = Pointing(visit)
        let position = pointing.position(camera.detectors[94].focalPoint(x: pixel.x, y: pixel.y))
        var truth = SourceTruth(
            key: key, position: position, scienceFlux: star + max(dipole.middleFlux, 0),
            templateFlux: star + max(-dipole.middleFlux, 0))
        truth.dipole = dipole
        return model.detect(
            truth, in: visit, depth: MeasuringDepth(visit, model), on: camera.detectors[94], at: pixel,
            pointing: pointing)
    }

    @Test func `a dipole is found by its lobes, and its fit scatters about the truth as its errors say`() throws {
        let dipole = Dipole(meanFlux: 40_000, fluxDifference: 3_000, separation: 4, angle: 120)
        var pulls: [[Double]] = [[], []]
        for key in 0..<2000 {
            let found = try #require(measured(UInt64(key), dipole))
            let fit = try #require(found.dipole)
            #expect(found.isDipole && found.snr > 10)
            pulls[0].append(Double(fit.meanFlux - 40_000) / Double(fit.meanFluxErr))
            pulls[1].append(Double(fit.fluxDifference - 3_000) / Double(fit.fluxDifferenceErr))
            #expect(abs(fit.length - 0.8) < 0.2 && fit.pixelCount == 400)
            // From pixel x, which points a quarter turn before the camera's rotation.
            #expect(abs(Double(fit.angle) - (35 - 90 + 120)) < 10)
        }
        for values in pulls {
            #expect(abs(mean(values)) < 0.1 && abs(deviation(values) - 1) < 0.07)
        }
        #expect(measured(1, Dipole(meanFlux: 100, fluxDifference: 0, separation: 4, angle: 0)) == nil)
    }

    @Test func `a star that stays leaves lobes that are the same whenever they are asked for`() {
        let depth = MeasuringDepth(visit, model)
        let position = SkyPosition(ra: 150, dec: -30)
        let dipoles = (0..<UInt64(500)).compactMap { key -> Dipole? in
            let truth = SourceTruth(key: key, position: position, scienceFlux: 3e6, templateFlux: 3.001e6)
            let found = model.dipole(of: truth, in: visit, depth: depth)
            #expect(found == model.dipole(of: truth, in: visit, depth: depth))
            return found
        }
        #expect(dipoles.count > 300)
        #expect(dipoles.allSatisfy { $0.meanFlux > 1000 && $0.fluxDifference == 0 && (0..<360).contains($0.angle) })
        let faint = SourceTruth(key: 1, position: position, scienceFlux: 1000, templateFlux: 1000)
        #expect(model.dipole(of: faint, in: visit, depth: depth) == nil)
    }
}
