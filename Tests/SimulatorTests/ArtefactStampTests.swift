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
        var both = 0
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
            #expect(abs(sum / flux - 1) < 0.15, "\(sum) \(flux)")
        }
        #expect(2 * both > alerts.count, "\(both) of \(alerts.count)")
    }

    @Test func `a mask marks saturated stars, particle hits and what was detected`() throws {
        var saturated: [Bool] = []
        for kind in ["dipole", "cosmicRay", "spurious", "ghost"] {
            for alert in try Self.alerts(kind).prefix(20) {
                let bytes = try #require(alert.stamps.difference)
                let file = try FITSFile(bytes)
                let bits = (file["MASK"]?.doubles() ?? []).map { MaskPlanes(rawValue: Int32($0)) }
                try #require(bits.count == 900)
                let pixels = file.hdus[0].floats()
                let found = bits.indices.filter { !bits[$0].isDisjoint(with: [.detected, .detectedNegative]) }
                #expect(!found.isEmpty && found.count < 900, "\(kind) \(found.count)")
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

    @Test func `pixels beyond the detector are marked as its edge, and no others`() throws {
        let stamps = NeighbourTests.stamps(hasMasks: true)
        for (x, beyond) in [(5.0, 9), (900.0, 0)] {
            let detection = try #require(try NeighbourTests.detection(atPixel: x, 1000))
            let bytes = try Self.bytes(stamps.stamps(of: NeighbourTests.alert(detection, [])).science)
            let bits = (try FITSFile(bytes)["MASK"]?.doubles() ?? []).map { MaskPlanes(rawValue: Int32($0)) }
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
