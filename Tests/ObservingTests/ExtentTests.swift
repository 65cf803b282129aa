import Foundation
import SkyMath
import Testing

@testable import Observing

/// Measurements of what is no point.
@Suite struct ExtentTests {
    let camera = LSSTCamera()
    let model = DetectionModel(seed: 5)
    private static let pixel = DetectorPoint(detector: 94, x: 2000, y: 1500)

    private func measure(
        _ extent: SourceExtent?, flux: Double = 4e4, key: UInt64 = 1, visit: Visit = sampleVisit(),
        at pixel: DetectorPoint = pixel
    ) -> SourceMeasurement {
        let (pointing, detector) = (Pointing(visit), camera.detectors[pixel.detector])
        var truth = SourceTruth(
            key: key, position: pointing.position(detector.focalPoint(x: pixel.x, y: pixel.y)),
            scienceFlux: flux / (extent?.psfShare ?? 1), templateFlux: 0)
        truth.extent = extent
        return model.measure(truth, in: visit, on: detector, at: pixel, pointing: pointing)
    }

    /// Position angle of the direction at `angle` from the pixel x axis, from places on the sky.
    private func positionAngle(_ angle: Double, at pixel: DetectorPoint, _ visit: Visit) throws -> Double {
        func place(_ step: Double) throws -> SkyPosition {
            let moved = DetectorPoint(
                detector: pixel.detector, x: pixel.x + step * cos(angle * .pi / 180),
                y: pixel.y + step * sin(angle * .pi / 180))
            return try #require(camera.position(moved, Pointing(visit)))
        }
        return try place(-50).positionAngle(to: place(50))
    }

    @Test func `moments are those of the light as it lies on the sky, also near the pole`() throws {
        var visit = sampleVisit()
        visit.position = SkyPosition(ra: 40, dec: -85)
        let pixel = DetectorPoint(detector: 30, x: 500, y: 3000)
        for angle in [10.0, 75, 140] {
            let trail = SourceExtent(.trail, length: 30, angle: angle, psfShare: 0.2)
            let found = measure(trail, flux: 1e7, visit: visit, at: pixel)
            let sky = try positionAngle(angle, at: pixel, visit)
            let along = 36.0 / 12
            let turn = 0.5 * atan2(2 * found.ixy, found.iyy - found.ixx) * 180 / .pi
            #expect(abs(sin((turn - sky) * .pi / 180)) < 0.01, "\(turn) \(sky)")
            #expect(abs(found.ixx + found.iyy - along - 2 * found.psfMoment) < 0.03)
            let fit = try #require(found.trailAngle)
            #expect(abs(sin((fit - sky) * .pi / 180)) < 0.01, "\(fit) \(sky)")
            #expect(abs((found.trailLength ?? 0) - 6) < 0.05)
        }
    }

    @Test func `places scatter along a trail by more than across it, as errors and covariance tell`() throws {
        var visit = sampleVisit()
        visit.position = SkyPosition(ra: 40, dec: -70)
        let pixel = DetectorPoint(detector: 30, x: 500, y: 3000)
        let centre = try #require(camera.position(pixel, Pointing(visit)))
        for angle in [20.0, 100] {
            let trail = SourceExtent(.trail, length: 40, angle: angle, psfShare: 0.2)
            let found = (0..<8000).map { measure(trail, flux: 1e5, key: $0, visit: visit, at: pixel) }
            let cosDec = cos(centre.dec * .pi / 180)
            let east = found.map { ($0.position.ra - centre.ra) * cosDec * 3600 }
            let north = found.map { ($0.position.dec - centre.dec) * 3600 }
            let first = found[0]
            for (values, error) in [
                (east, first.raErrArcsec), (north, first.decErrArcsec), (found.map(\.pixel.x), first.xErr),
                (found.map(\.pixel.y), first.yErr),
            ] { #expect(abs(deviation(values) / error - 1) < 0.04, "\(angle) \(deviation(values)) \(error)") }
            let mixed = mean(zip(east, north).map { $0 * $1 }) - mean(east) * mean(north)
            #expect(abs(mixed - first.raDecCovArcsec2) < 0.05 * first.raErrArcsec * first.decErrArcsec)
            #expect(abs(first.raDecCovArcsec2) > 0.1 * first.raErrArcsec * first.decErrArcsec)
        }
        let point = measure(nil)
        #expect(point.raErrArcsec == point.decErrArcsec && point.raDecCovArcsec2 == 0)
    }

    @Test func `a particle is sharper than the PSF, a residual wider, a rim has no moments`() {
        func size(_ extent: SourceExtent) -> Double {
            let found = measure(extent, flux: 1e6)
            return (found.ixx + found.iyy) / 2 / found.psfMoment
        }
        #expect(size(SourceExtent(.hit, length: 2, width: 1, angle: 30, psfShare: 1.6)) < 0.3)
        let blob = size(SourceExtent(.blob, length: 6, width: 5, angle: 30, psfShare: 0.6, apertureShare: 1))
        #expect(abs(blob - (36 + 25) / 2 / (3.95 * 3.95)) < 0.05, "\(blob)")
        #expect(size(SourceExtent(.rim, length: 90, angle: 30, psfShare: 0.01, apertureShare: 0.1)).isNaN)
    }

    @Test func `a footprint holds the light and grows with it`() {
        let faint = measure(nil, flux: 1500).footprintSide
        let bright = measure(nil, flux: 1e6).footprintSide
        // A real packet's of S/N 224 under the same seeing has 29.
        #expect((8...16).contains(faint) && (22...34).contains(bright))
        let trail = SourceExtent(.trail, length: 100, angle: 0, psfShare: 0.06)
        #expect(measure(trail).footprintSide - measure(nil).footprintSide == 100)
        let slanted = SourceExtent(.trail, length: 100, angle: 45, psfShare: 0.06)
        #expect((70...72).contains(measure(slanted).footprintSide - measure(nil).footprintSide))
        #expect(measure(SourceExtent(.rim, length: 90, angle: 3, psfShare: 0.01)).footprintSide > 90)
    }

    @Test func `a trail's fit scatters about the truth as its errors say and knows the PSF's flux`() throws {
        let trail = SourceExtent(.trail, length: 40, angle: 25, psfShare: 0.15)
        let place = Pointing(sampleVisit()).position(camera.detectors[94].focalPoint(x: 2000, y: 1500))
        var (flux, length, along, shared): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
        for key in UInt64(0)..<3000 {
            let found = measure(trail, key: key)
            let fit = try #require(found.trail)
            flux.append((Double(fit.flux) - 4e4 / 0.15) / Double(fit.fluxErr))
            length.append((Double(fit.length) - 8) / Double(fit.lengthErr))
            let ra = found.position.ra + Double(fit.east) / 3600 / cos(found.position.dec * .pi / 180)
            along.append((ra - place.ra) * cos(place.dec * .pi / 180) * 3600 / Double(fit.eastErr))
            shared.append((found.psfFlux - 4e4) / found.psfFluxErr)
            #expect(fit.pixelCount > 100 && !fit.isAtEdge && fit.fluxErr > Float(found.psfFluxErr))
        }
        for pulls in [flux, length, along] {
            #expect(abs(mean(pulls)) < 0.07 && abs(deviation(pulls) - 1) < 0.05, "\(mean(pulls)) \(deviation(pulls))")
        }
        let correlation = mean(zip(flux, shared).map { $0 * $1 })
        #expect(abs(correlation - 0.15.squareRoot()) < 0.06, "\(correlation)")
        #expect(measure(SourceExtent(.hit, length: 40, angle: 3, psfShare: 0.4)).trail == nil)
        let end = measure(trail, at: DetectorPoint(detector: 94, x: 12, y: 1500))
        #expect(try #require(end.trail).isAtEdge)
    }

    @Test func `marked pixels are a cosmic ray's or a streak's, and no others are`() {
        var hit = SourceExtent(.hit, length: 4, angle: 3, psfShare: 1.1)
        var trail = SourceExtent(.trail, length: 100, angle: 3, psfShare: 0.1)
        #expect(measure(hit).flags.isEmpty && measure(trail).flags.isEmpty && measure(nil).flags.isEmpty)
        (hit.isMarked, trail.isMarked) = (true, true)
        #expect(measure(hit).flags == .cosmicRay && measure(trail).flags == .streak)
    }

    @Test func `an aperture sees its part of the light`() {
        let trail = SourceExtent(.trail, length: 100, angle: 3, psfShare: 0.1)
        let found = (0..<400).map { measure(trail, flux: 1e5, key: UInt64($0)) }
        #expect(abs(mean(found.map(\.apFlux)) / (1e6 * 0.24) - 1) < 0.01)
        let point = (0..<400).map { measure(nil, flux: 1e5, key: UInt64($0)) }
        #expect(abs(mean(point.map(\.apFlux)) / 1e5 - 1) < 0.01)
    }

    @Test func `most cosmic rays and trails are marked, not all, and a trail's pieces alike`() {
        let generator = ArtefactGenerator(seed: 11)
        var marks: [Artefact.Kind: [Bool]] = [:]
        for visit in Int64(0)..<20 {
            let found = camera.detectors.flatMap { generator.artefacts(in: sampleVisit(visit), on: $0) }
            for made in found { marks[made.kind, default: []].append(made.isMarked) }
            let angles = Dictionary(grouping: found.filter { $0.kind == .satelliteTrail }) {
                ($0.angle * 1e6).rounded()
            }
            for pieces in angles.values { #expect(Set(pieces.map(\.isMarked)).count == 1) }
        }
        let rays = marks[.cosmicRay] ?? []
        let share = Double(rays.count { $0 }) / Double(rays.count)
        #expect((0.75...0.95).contains(share), "\(share)")
        #expect(marks[.satelliteTrail]?.contains(true) == true)
        for kind in [Artefact.Kind.spurious, .glint] { #expect(marks[kind]?.contains(true) == false) }
    }

    @Test func `the pixel axis points where the sky says`() throws {
        var visit = sampleVisit()
        visit.position = SkyPosition(ra: 350, dec: 80)
        for detector in [0, 94, 188] {
            let pixel = DetectorPoint(detector: detector, x: 700, y: 3100)
            let angle = Pointing(visit).pixelAngle(on: camera.detectors[detector], at: pixel)
            #expect(abs(sin((angle - (try positionAngle(0, at: pixel, visit))) * .pi / 180)) < 1e-3)
        }
        let middle = Pointing(visit).pixelAngle(on: camera.detectors[94], at: Self.pixel)
        // The field's y axis lies at 35 degrees, and x a quarter turn before.
        #expect(abs(middle - 305) < 1)
    }

    @Test func `an older score goes with the newer one, is not the same, and parts less`() {
        var (firsts, seconds, bogus): ([Double], [Double], [Double]) = ([], [], [])
        for key in UInt64(0)..<3000 {
            let kinds = [Reliability.Kind.real, .artefact(.spurious)].map { kind in
                let first = Reliability.score(kind, snr: 12, seed: 1, visit: 3, key: key)
                let second = Reliability.olderScore(
                    beside: first, kind, seed: 1, visit: 3, key: key)
                return (first, second)
            }
            firsts.append(kinds[0].0)
            seconds.append(kinds[0].1)
            bogus.append(kinds[1].1 - kinds[1].0)
        }
        let (m1, m2) = (mean(firsts), mean(seconds))
        let covariance = mean(zip(firsts, seconds).map { ($0 - m1) * ($1 - m2) })
        let correlation = covariance / (deviation(firsts) * deviation(seconds))
        #expect((0.6...0.9).contains(correlation), "\(correlation)")
        #expect(m2 < m1 && mean(bogus) > 0 && seconds.allSatisfy { (0...1).contains($0) })
        #expect(zip(firsts, seconds).allSatisfy { $0 != $1 })
    }
}
