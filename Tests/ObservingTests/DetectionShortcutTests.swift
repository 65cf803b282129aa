import SkyMath
import Testing

@testable import Observing

@Suite struct DetectionShortcutTests {
    private static let visit = Visit(
        id: 2_026_112_000_001, position: SkyPosition(ra: 30, dec: -40), rotSkyPos: 20, startMjdTai: 61_200.2,
        exposureSeconds: 30, exposures: 1, band: .r, airmass: 1.1, seeingFwhmEff: 0.9, seeingFwhmGeom: 0.8,
        skyBrightness: 21, fiveSigmaDepth: 24.3, night: 1)

    @Test func `detecting and forcing tell what measuring tells`() {
        let (model, camera, pointing) = (DetectionModel(seed: 4), LSSTCamera(), Pointing(Self.visit))
        let (depth, detector) = (MeasuringDepth(Self.visit, model), camera.detectors[94])
        var found = 0
        for key in UInt64(0)..<400 {
            let pixel = DetectorPoint(detector: 94, x: Double(key * 10), y: 3990 - Double(key * 9))
            let position = pointing.position(detector.focalPoint(x: pixel.x, y: pixel.y))
            let truth = SourceTruth(key: key, position: position, scienceFlux: 4 * Double(key), templateFlux: 50)
            let whole = model.measure(truth, in: Self.visit, on: detector, at: pixel, pointing: pointing)
            let detected = model.detect(
                truth, in: Self.visit, depth: depth, on: detector, at: pixel, pointing: pointing)
            let forced = model.force(truth, in: Self.visit, depth: depth, on: detector, at: pixel, pointing: pointing)
            #expect(detected == (whole.isDetected ? whole : nil))
            if whole.isDetected {
                #expect(forced == whole)
                found += 1
            } else {
                #expect(!forced.isDetected && forced.position == whole.position && forced.psfFlux == whole.psfFlux)
                #expect(forced.psfFluxErr == whole.psfFluxErr && forced.scienceFlux == whole.scienceFlux)
                #expect(forced.apFlux.isNaN && forced.ixx.isNaN && forced.flags.isEmpty)
            }
        }
        #expect(found > 100 && found < 390)
    }

    @Test func `what may not be detected is not, and most of what hardly changes may not`() {
        let (model, camera, pointing) = (DetectionModel(seed: 4), LSSTCamera(), Pointing(Self.visit))
        let (depth, detector) = (MeasuringDepth(Self.visit, model), camera.detectors[94])
        let pixel = DetectorPoint(detector: 94, x: 2000, y: 2000)
        let position = pointing.position(detector.focalPoint(x: pixel.x, y: pixel.y))
        var (found, kept, lost) = ([Double: Int](), [Double: Int](), 0)
        for key in UInt64(0)..<6_000 {
            let change = [20.0, 200, 400][Int(key % 3)]
            let (low, high) = (500.0, 500 + change)
            let truth = SourceTruth(
                key: key, position: position, scienceFlux: key % 2 == 0 ? low : high,
                templateFlux: key % 2 == 0 ? high : low)
            let isFound =
                model.detect(truth, in: Self.visit, depth: depth, on: detector, at: pixel, pointing: pointing) != nil
            let isKept = model.mayDetect(key, within: low...high, in: Self.visit, depth: depth)
            lost += isFound && !isKept ? 1 : 0
            found[change, default: 0] += isFound ? 1 : 0
            kept[change, default: 0] += isKept ? 1 : 0
        }
        #expect(lost == 0 && found[400, default: 0] > 20, "\(lost), \(found)")
        #expect(kept[20, default: 0] < 10 && kept[200, default: 0] < 1_500, "\(found), \(kept)")
        #expect(model.mayDetect(1, within: 0...Double.infinity, in: Self.visit, depth: depth))
    }

    @Test func `the square of rafts without its corners holds all detectors and no more`() {
        let corners = LSSTCamera().detectors.flatMap(\.corners)
        #expect(corners.allSatisfy { LSSTCamera.isNear($0, margin: 0) })
        #expect(!LSSTCamera.isNear(FocalPoint(x: 200, y: -200), margin: 5))
        #expect(!LSSTCamera.isNear(FocalPoint(x: 325, y: 0), margin: 5))
        #expect(LSSTCamera.isNear(FocalPoint(x: 321, y: 0), margin: 5))
        #expect(corners.contains { !LSSTCamera.isNear($0, margin: -10) })
    }
}
