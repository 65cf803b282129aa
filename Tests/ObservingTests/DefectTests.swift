import SkyMath
import Testing

@testable import Observing

/// Bad pixels of detectors, and what sources on them are told to be.
@Suite struct DefectTests {
    let camera = LSSTCamera()

    private func all(_ detector: Detector, seed: UInt64 = 5) -> [DetectorDefects.Place] {
        DetectorDefects(seed: seed, detector: detector).places(x: 0..<detector.width, y: 0..<detector.height)
    }

    @Test func `a detector's bad pixels are rare, its own and the same for one seed`() {
        let (one, other) = (all(camera.detectors[3]), all(camera.detectors[4]))
        #expect(one == all(camera.detectors[3]) && one != other && one != all(camera.detectors[3], seed: 6))
        let counts = camera.detectors.map { Double(all($0).count) }
        let share = counts.reduce(0, +) / Double(counts.count) / (4072 * 4000)
        // 400 single ones and three columns of 1,000 in the mean.
        #expect((1.5e-4...2.8e-4).contains(share), "\(share)")
        for place in one { #expect((0..<4096).contains(place.x) && (0..<4004).contains(place.y)) }
        #expect(Set(one).count == one.count)
    }

    @Test func `bad columns run from a trap to the detector's middle row`() {
        var found = 0
        for detector in camera.detectors {
            let columns = Dictionary(grouping: all(detector), by: \.x).values.filter { $0.count > 100 }
            for column in columns {
                let rows = column.map(\.y).sorted()
                let runs = zip(rows, rows.dropFirst()).filter { $1 - $0 > 1 }.count
                let middle = detector.height / 2
                // A single pixel may lie beside it, and a second column at the same place.
                #expect(runs <= 3 && (rows.contains(middle) || rows.contains(middle - 1)))
                found += 1
            }
        }
        #expect((400...700).contains(found), "\(found)")
    }

    @Test func `a part of a detector has those of the whole that lie in it`() {
        let detector = camera.detectors[50]
        let (defects, whole) = (DetectorDefects(seed: 5, detector: detector), all(detector))
        for (x, y) in [
            (100..<900, 0..<4000), (-20..<10, -20..<4100), (2000..<2030, 1990..<2020), (5000..<5030, 0..<30),
        ] {
            #expect(defects.places(x: x, y: y) == whole.filter { x.contains($0.x) && y.contains($0.y) })
        }
    }

    @Test func `a source is flagged where a bad pixel lies in its footprint, and so is its middle`() throws {
        var model = DetectionModel(seed: 5)
        model.defects = CameraDefects(seed: 5, camera: camera)
        let (visit, detector) = (sampleVisit(), camera.detectors[94])
        let pointing = Pointing(visit)
        let lone = try #require(
            all(detector).first { bad in
                (100..<3900).contains(bad.x) && (100..<3900).contains(bad.y)
                    && model.defects?[94]?.places(x: bad.x - 30..<bad.x + 31, y: bad.y - 30..<bad.y + 31).count == 1
            })
        func flags(_ distance: Double, _ key: UInt64 = 1) -> PixelFlags {
            let pixel = DetectorPoint(detector: 94, x: Double(lone.x) + distance, y: Double(lone.y))
            let truth = SourceTruth(
                key: key, position: pointing.position(detector.focalPoint(x: pixel.x, y: pixel.y)),
                scienceFlux: 20_000, templateFlux: 0)
            return model.measure(truth, in: visit, on: detector, at: pixel, pointing: pointing).flags
        }
        #expect(flags(0) == [.bad, .badCentre])
        #expect(flags(4) == .bad)
        #expect(flags(25).isEmpty)
        model.defects = nil
        #expect(flags(0).isEmpty)
    }

    @Test func `flags of the edge are those of footprint, aperture and PSF, each by its own reach`() {
        let (model, visit, detector) = (DetectionModel(seed: 5), sampleVisit(), camera.detectors[94])
        let pointing = Pointing(visit)
        func measure(_ x: Double, _ flux: Double) -> SourceMeasurement {
            let pixel = DetectorPoint(detector: 94, x: x, y: 900)
            let truth = SourceTruth(
                key: 1, position: pointing.position(detector.focalPoint(x: x, y: 900)), scienceFlux: flux,
                templateFlux: 0)
            return model.measure(truth, in: visit, on: detector, at: pixel, pointing: pointing)
        }
        #expect(measure(2000, 1e4).flags.isEmpty)
        #expect(measure(17, 1e4).flags == .psfTruncated)
        #expect(measure(Double(detector.width) - 18, 1e4).flags == .psfTruncated)
        #expect(measure(11, 1e4).footprintSide < 23 && measure(11, 1e4).flags == [.psfTruncated, .apertureTruncated])
        #expect(measure(3, 1e4).flags == [.psfTruncated, .apertureTruncated, .edge])
        #expect(measure(-3, 1e4).flags == [.psfTruncated, .apertureTruncated, .edge, .offImage])
    }
}
