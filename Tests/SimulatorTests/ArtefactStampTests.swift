import AlertModel
import Bytes
import FITS
import Imaging
import Observing
import Rendering
import SkyMath
import SkyModel
import Testing

@testable import Simulator

/// Artefacts as the stamps and masks of their alerts show them.
@Suite struct ArtefactStampTests {
    private static let packets = Result { () throws(SimulatorError) in
        var plan = ZTFNight.plan("11.1")
        (plan.hasStamps, plan.hasStampMasks) = (true, true)
        plan.populations = [.stars, .artefacts]
        return try NightSimulator(plan).work(ofVisit: 0, VisitOrder(alerts: 400)).allPackets()
    }

    private static func image(_ stamp: Bytes?) throws -> StampImage {
        let stamp = try Stamp(try bytes(stamp))
        return try #require(stamp.image)
    }

    private static func bytes(_ stamp: Bytes?) throws -> Bytes { try #require(stamp) }

    /// Packets of one class, decoded.
    private static func alerts(_ kind: String) throws -> [Alert] {
        try ZTFNight.alerts(try packets.get().filter { $0.trueClass == kind })
    }

    @Test func `dipoles are at bright stars of the sky and have two lobes of opposite sign`() throws {
        let alerts = try Self.alerts("dipole")
        #expect(alerts.count > 8)
        var (both, crowded) = (0, 0)
        for alert in alerts {
            #expect(alert.source.flags.contains(.dipole))
            let place = SkyPosition(ra: alert.source.ra, dec: alert.source.dec)
            let stars = SyntheticSky(seed: 7).stars(
                in: SkyCone(centre: place, radius: 60.0 / 3600), brighterThan: BrightStars.limit
            ).filter { $0.position(mjdTai: alert.source.midpointMjdTai).separation(to: place) < 0.3 / 3600 }
            #expect(stars.count == 1)
            let image = try Self.image(alert.stamps.difference)
            let variance = try #require(image.variance)
            let ratios = image.pixels.indices.map { image.pixels[$0] / variance[$0].squareRoot() }
            if (ratios.max() ?? 0) > 5, (ratios.min() ?? 0) < -5 { both += 1 }
            let science = try Self.image(alert.stamps.science)
            let flux = ABMagnitude.nJy(stars.first?.magnitude(.r) ?? 99)
            let sum = science.pixels.reduce(0.0) { $0 + Double($1) }
            // The wells of bright stars are full.
            if sum > 1.15 * flux { crowded += 1 }
            #expect(alert.source.flags.contains(.saturated) || sum > 0.85 * flux, "\(sum) \(flux)")
        }
        // Few stamps hold another star as bright.
        #expect(crowded <= alerts.count / 5, "\(crowded) of \(alerts.count)")
        #expect(both > alerts.count / 4, "\(both) of \(alerts.count)")
    }

    @Test func `a mask marks saturated stars, particle hits and what was detected`() throws {
        var saturated: [Bool] = []
        for kind in ["dipole", "cosmicRay", "spurious", "ghost"] {
            for alert in try Self.alerts(kind).prefix(20) {
                let bytes = try #require(alert.stamps.difference)
                let file = try FITSFile(bytes)
                let bits = (file["MASK"]?.doubles() ?? []).map { MaskPlanes(rawValue: UInt16($0)) }
                let pixels = file.hdus[0].floats()
                try #require(bits.count == pixels.count && bits.count >= 900)
                let found = bits.indices.filter { !bits[$0].isDisjoint(with: [.detected, .detectedNegative]) }
                #expect(!found.isEmpty && found.count < bits.count, "\(kind) \(found.count)")
                let hits = bits.indices.filter { bits[$0].contains(.cosmicRay) }
                // Of the particles those that the pipeline found.
                #expect(hits.isEmpty != alert.source.flags.contains(.cosmicRay))
                if alert.source.flags.contains(.saturated) {
                    saturated.append(bits.contains { $0.contains(.saturated) })
                }
                if kind == "cosmicRay", !hits.isEmpty {
                    let light = { (indices: [Int]) in
                        indices.reduce(0.0) { $0 + Double(pixels[$1]) } / Double(max(indices.count, 1))
                    }
                    #expect(light(hits) > 3 * abs(light(bits.indices.filter { bits[$0].isEmpty })))
                }
            }
        }
        // The flag is of a star in the middle of its pixel.
        #expect(saturated.count > 3 && saturated.count { !$0 } <= saturated.count / 4)
    }

    @Test func `no pixel is above the full well, and those at it are marked`() throws {
        var cut = 0
        for alert in try Self.alerts("dipole") {
            for stamp in [alert.stamps.science, alert.stamps.template] {
                let file = try FITSFile(Self.bytes(stamp))
                let bits = (file["MASK"]?.doubles() ?? []).map { MaskPlanes(rawValue: UInt16($0)) }
                let pixels = file.hdus[0].floats()
                let marked = bits.indices.filter { bits[$0].contains(.saturated) }
                guard !marked.isEmpty else { continue }
                let full = pixels.max() ?? 0
                #expect(marked.allSatisfy { pixels[$0] == full })
                #expect(Set(pixels.indices).subtracting(marked).allSatisfy { pixels[$0] < full })
                cut += 1
            }
        }
        #expect(cut > 5, "\(cut)")
    }

    @Test func `beside a star that fills its wells the difference is noise where no pixel is full`() throws {
        let detection = try #require(try NeighbourTests.detection(1 << 62, ZTFNight.centre, flux: 20_000))
        let pixel = detection.epoch.truePixel
        let star = StampSource(x: pixel.x + 9, y: pixel.y - 9, scienceFlux: 2e8, templateFlux: 2e8)
        let stamps = NeighbourTests.stamps(hasMasks: true).stamps(of: NeighbourTests.alert(detection, [star]))
        let file = try FITSFile(Self.bytes(stamps.difference))
        let bits = (file["MASK"]?.doubles() ?? []).map { MaskPlanes(rawValue: UInt16($0)) }
        let variance = try #require(try Self.image(stamps.difference).variance)
        let pixels = file.hdus[0].floats()
        var (squares, full) = ([Double](), 0)
        for index in 0..<900 {
            let (dx, dy) = (Double(index % 30) - 14, Double(index / 30) - 14)
            if bits[index].contains(.saturated) {
                full += 1
            } else if dx * dx + dy * dy > 64 {
                squares.append(Double(pixels[index] * pixels[index] / variance[index]))
            }
        }
        let count = Double(squares.count)
        #expect(full > 10 && count > 300, "\(full)")
        #expect(abs(squares.reduce(0, +) / count - 1) < 5 * (2 / count).squareRoot())
    }

    @Test func `a stamp over bad pixels is filled from beside them and marks them, as its packet does`() throws {
        let (stamps, defects) = (NeighbourTests.stamps(hasMasks: true), CameraDefects(seed: 7))
        let bad = try #require(
            defects[94]?.places(x: 100..<3900, y: 100..<3900).first { place in
                defects[94]?.places(x: place.x - 20..<place.x + 21, y: place.y - 20..<place.y + 21).count == 1
            })
        let detection = try #require(try NeighbourTests.detection(atPixel: Double(bad.x) + 1.2, Double(bad.y)))
        let measured = detection.epoch.measured
        #expect(measured.flags.isSuperset(of: [.bad, .badCentre]))
        let files = stamps.stamps(of: NeighbourTests.alert(detection, []))
        let (science, template) = (try FITSFile(Self.bytes(files.science)), try FITSFile(Self.bytes(files.template)))
        let bits = (science["MASK"]?.doubles() ?? []).map { MaskPlanes(rawValue: UInt16($0)) }
        let first = (x: Int(measured.pixel.x.rounded()) - 14, y: Int(measured.pixel.y.rounded()) - 14)
        let place = (bad.y - first.y) * 30 + bad.x - first.x
        #expect(bits.indices.filter { bits[$0].contains(.bad) } == [place] && bits[place].contains(.interpolated))
        let pixels = science.hdus[0].floats()
        #expect(abs(pixels[place] - (pixels[place - 1] + pixels[place + 1]) / 2) < 0.001 * abs(pixels[place]))
        #expect((template["MASK"]?.doubles() ?? []).allSatisfy { !MaskPlanes(rawValue: UInt16($0)).contains(.bad) })
    }

    @Test func `pixels beyond the detector are marked as its edge, and no others`() throws {
        let stamps = NeighbourTests.stamps(hasMasks: true)
        for (x, beyond) in [(5.0, 9), (900.0, 0)] {
            let detection = try #require(try NeighbourTests.detection(atPixel: x, 1000))
            let bytes = try Self.bytes(stamps.stamps(of: NeighbourTests.alert(detection, [])).science)
            let bits = (try FITSFile(bytes)["MASK"]?.doubles() ?? []).map { MaskPlanes(rawValue: UInt16($0)) }
            let first = Int(detection.epoch.measured.pixel.x.rounded()) - 14
            #expect(abs(max(-first, 0) - beyond) <= 1)
            for index in 0..<900 { #expect(bits[index].contains(.edge) == (first + index % 30 < 0)) }
        }
    }

    @Test func `scores of dipoles and ghosts overlap those of real sources and are their own`() throws {
        func mean(_ kind: Reliability.Kind) -> Double {
            (0..<4000).reduce(0.0) { $0 + Reliability.score(kind, snr: 12, seed: 1, visit: 3, key: UInt64($1)) } / 4000
        }
        let scores = [Reliability.Kind.real, .artefact(.dipole), .artefact(.ghost), .artefact(.cosmicRay)].map(mean)
        #expect(scores[0] > 0.7 && Set(scores.map { ($0 * 50).rounded() }).count >= 3)
        #expect(scores[1] > scores[2])
    }
}
