import Foundation
import Observing
import SkyMath
import Testing

@Suite struct ArtefactTests {
    let camera = LSSTCamera()
    let generator = ArtefactGenerator(seed: 4)

    @Test func `counts of each kind are the rates asked for`() {
        var counts: [Artefact.Kind: Double] = [:]
        for visit in 0..<30 {
            for detector in camera.detectors {
                for found in generator.artefacts(in: sampleVisit(Int64(visit)), on: detector) {
                    counts[found.kind, default: 0] += 1
                    #expect(detector.contains(found.pixel) && found.snr >= 5 && found.length > 0)
                }
            }
        }
        let detectors = 30 * 189.0
        #expect(abs((counts[.spurious] ?? 0) / detectors - 6) < 5 * (6 / detectors).squareRoot())
        #expect(abs((counts[.cosmicRay] ?? 0) / detectors - 2) < 5 * (2 / detectors).squareRoot())
        #expect((counts[.glint] ?? 0) > 15 && (counts[.satelliteTrail] ?? 0) > 20)
        #expect(counts[.dipole] == nil && counts[.ghost] == nil)
    }

    @Test func `a flood brings each kind as many times as often, trails and glints as well`() {
        let rates = (ArtefactRates(), ArtefactRates().scaled(by: 20))
        let few = Array(camera.detectors.prefix(3))
        func events(_ rates: ArtefactRates, _ visits: Range<Int64>) -> [Artefact.Kind: Double] {
            var counts: [Artefact.Kind: Double] = [:]
            let generator = ArtefactGenerator(seed: 6, rates: rates)
            for visit in visits {
                for detector in few {
                    for found in generator.artefacts(in: sampleVisit(visit), on: detector) {
                        counts[found.kind, default: 0] += 1 / Double(visits.count)
                    }
                }
            }
            return counts
        }
        let (usual, flooded) = (events(rates.0, 0..<4000), events(rates.1, 4000..<4200))
        for (kind, share) in [
            (Artefact.Kind.spurious, 0.03), (.cosmicRay, 0.03), (.satelliteTrail, 0.4), (.glint, 0.6),
        ] {
            let factor = (flooded[kind] ?? 0) / (usual[kind] ?? .nan)
            #expect(abs(factor / 20 - 1) < share, "\(kind) \(factor)")
        }
    }

    @Test func `a detector's artefacts depend on seed, visit and detector alone`() {
        let one = generator.artefacts(in: sampleVisit(1), on: camera.detectors[5])
        #expect(one == ArtefactGenerator(seed: 4).artefacts(in: sampleVisit(1), on: camera.detectors[5]))
        #expect(one != generator.artefacts(in: sampleVisit(2), on: camera.detectors[5]))
        #expect(one != ArtefactGenerator(seed: 5).artefacts(in: sampleVisit(1), on: camera.detectors[5]))
    }

    @Test func `a satellite's pieces lie on one line across the detectors`() throws {
        var rates = ArtefactRates().scaled(by: 0)
        rates.satelliteTrails = 1
        let single = ArtefactGenerator(seed: 9, rates: rates)
        var longest = 0
        for visit in 0..<40 {
            let places = camera.detectors.flatMap { detector in
                single.artefacts(in: sampleVisit(Int64(visit)), on: detector).map {
                    (detector.focalPoint(x: $0.pixel.x, y: $0.pixel.y), $0.angle)
                }
            }
            guard places.count > 200, let first = places.first, Set(places.map { ($0.1 * 1e6).rounded() }).count == 1
            else {
                continue
            }
            longest = max(longest, places.count)
            let (sine, cosine) = (sin(first.1 * .pi / 180), cos(first.1 * .pi / 180))
            for (point, _) in places {
                let (dx, dy) = (point.x - first.0.x, point.y - first.0.y)
                #expect(abs(dx * sine - dy * cosine) < 1e-6)
            }
        }
        #expect(longest > 200)
    }

    @Test func `a train's flashes are equally far apart on one line, and marked from five on a detector on`() throws {
        var rates = ArtefactRates().scaled(by: 0)
        rates.glintTrains = 1
        let single = ArtefactGenerator(seed: 10, rates: rates)
        var (long, marked, unmarked) = (0, 0, 0)
        for visit in 0..<60 {
            let found = camera.detectors.map { single.artefacts(in: sampleVisit(Int64(visit)), on: $0) }
            var places = found.joined().map {
                camera.detectors[$0.pixel.detector].focalPoint(x: $0.pixel.x, y: $0.pixel.y)
            }
            guard places.count > 3 else { continue }
            places.sort { ($0.x, $0.y) < ($1.x, $1.y) }
            let steps = zip(places, places.dropFirst()).map { ($1.x - $0.x, $1.y - $0.y) }
            guard let least = steps.min(by: { hypot($0.0, $0.1) < hypot($1.0, $1.1) }) else { continue }
            // Two trains in one visit are no line; of one, flashes between the detectors are missing.
            let multiples = steps.map { ($0.0 * least.0 + $0.1 * least.1) / (least.0 * least.0 + least.1 * least.1) }
            guard multiples.allSatisfy({ abs($0 - $0.rounded()) < 1e-6 }) else { continue }
            for step in steps { #expect(abs(step.0 * least.1 - step.1 * least.0) < 1e-6 * hypot(step.0, step.1)) }
            long += 1
            for found in found {
                #expect(found.allSatisfy { $0.kind == .glintTrain && $0.isMarked == (found.count >= 5) })
                (marked, unmarked) = (marked + found.count { $0.isMarked }, unmarked + found.count { !$0.isMarked })
            }
        }
        #expect(long >= 15, "\(long)")
        #expect(marked > 50 && unmarked > 50, "\(marked) \(unmarked)")
    }

    @Test func `bright stars leave dipoles by chance, at their place`() {
        let star = BrightStar(key: 77, pixel: DetectorPoint(detector: 94, x: 2000, y: 2000), flux: 1e8)
        let found = (0..<1000).flatMap {
            generator.artefacts(in: sampleVisit(Int64($0)), on: camera.detectors[94], near: [star])
        }
        let dipoles = found.filter { $0.kind == .dipole }
        #expect(abs(dipoles.count - 50) < 35)
        #expect(!found.contains { $0.kind == .ghost })
        for made in dipoles {
            let dipole = made.dipole
            #expect(made.pixel == star.pixel && made.star == star && made.snr > 5)
            #expect(abs((dipole?.separation ?? 0) - 0.79 / 0.2) < 1e-9 && dipole?.angle == made.angle)
        }
        // A mean misregistration of 1.2 times 0.02 arcsec, by the width of the PSF.
        let expected = 1e8 * 1.2 * 0.02 / 0.79
        let fluxes = dipoles.compactMap(\.dipole?.meanFlux)
        #expect(abs(mean(fluxes) / expected - 1) < 0.6)
        let beside = BrightStar(key: 78, pixel: DetectorPoint(detector: 94, x: 5000, y: 2000), flux: 1e8)
        let faint = BrightStar(key: 79, pixel: star.pixel, flux: 1e6)
        #expect(
            !(0..<200).contains { visit in
                generator.artefacts(in: sampleVisit(Int64(visit)), on: camera.detectors[94], near: [beside, faint])
                    .contains { $0.kind == .dipole }
            })
    }

    @Test func `ghosts are rings on the line from the boresight through their star`() throws {
        let detector = camera.detectors[100]
        let place = detector.focalPoint(x: 2000, y: 2000)
        let star = BrightStar(key: 5, pixel: DetectorPoint(detector: 100, x: 2000, y: 2000), flux: 3e10)
        var rings = Set<Double>()
        for visit in 0..<100 {
            for near in camera.detectors {
                let seen = BrightStar(key: 5, pixel: near.pixel(place), flux: star.flux)
                for ghost in generator.artefacts(in: sampleVisit(Int64(visit)), on: near, near: [seen])
                where ghost.kind == .ghost {
                    let angle = ghost.angle * .pi / 180
                    let middle = near.focalPoint(
                        x: ghost.pixel.x - ghost.length / 2 * cos(angle),
                        y: ghost.pixel.y - ghost.length / 2 * sin(angle))
                    // Parallel to the star's place, and not far from it.
                    #expect(abs(middle.x * place.y - middle.y * place.x) < 1e-6 * place.x * place.x)
                    #expect(abs(hypot(middle.x, middle.y) / hypot(place.x, place.y) - 1) < 0.04)
                    #expect(ghost.star?.key == 5 && ghost.snr >= 5 && near.contains(ghost.pixel))
                    rings.insert(ghost.length)
                }
            }
        }
        #expect(rings == [90, 170, 380])
    }

    @Test func `scores of real sources and artefacts overlap at the limit and part with S/N`() {
        func scores(_ kind: Reliability.Kind, _ snr: Double) -> [Double] {
            (0..<4000).map { Reliability.score(kind, snr: snr, seed: 1, visit: 3, key: $0) }
        }
        let (faint, bright) = (scores(.real, 5), scores(.real, 60))
        let (bogus, hard) = (scores(.artefact(.spurious), 5), scores(.artefact(.glint), 60))
        #expect((faint + bright + bogus + hard).allSatisfy { (0...1).contains($0) })
        #expect(abs(mean(faint) - 0.6) < 0.01 && abs(mean(bogus) - 2 / 5.5) < 0.01)
        #expect(mean(bright) > 0.9 && mean(hard) < 0.35)
        let misplaced = Double(faint.count { $0 < 0.5 }) / 4000
        #expect((0.1...0.4).contains(misplaced), "\(misplaced)")
    }
}
