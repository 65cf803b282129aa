import AlertModel
import Avro
import Bytes
import Differencing
import FITS
import Testing

@testable import PromptProcessing

/// What packets say, against the subtraction that they are of.
@Suite struct DetectionPacketsTests {
    @Test func `every detection is a packet that agrees with the catalogue`() throws {
        let (run, packets, alerts) = (
            try MadePackets.run.get(), try MadePackets.made.get(), try MadePackets.alerts.get()
        )
        try #require(alerts.count == run.result.detections.count && alerts.count >= 3)
        for (n, (alert, found)) in zip(alerts, run.result.detections).enumerated() {
            let source = alert.source
            let parts = try #require(DiaSourceID(packed: source.id))
            #expect(parts.mjd == 61_096 && parts.sequence == 167 && parts.detector == 145 && parts.counter == n + 1)
            #expect(alert.objectID == ObjectID(survey: .lsst, kind: .diaObject, key: source.id))
            #expect(source.visit == 2_026_022_500_167 && source.detector == 145 && source.band == .r)
            #expect(source.midpointMjdTai == 61_096.25 && source.reliability == Double(Float(0.5 + Double(n) / 1000)))
            #expect(source.x == Double(Float(found.x)) && source.y == Double(Float(found.y)))
            let sky = try #require(run.science.world?.sky(x: found.x, y: found.y))
            #expect(abs(source.ra - sky.ra) < 1e-11 && abs(source.dec - sky.dec) < 1e-11)
            let flux = try #require(source.psfFlux)
            let expected = found.flux * packets.nJyPerTemplateUnit
            #expect(abs(flux - expected) <= 1e-7 * abs(expected))
            #expect(source.psfFluxErr == Double(Float(found.fluxError * packets.nJyPerTemplateUnit)))
            #expect(source.snr == Double(Float(abs(found.signalToNoise))))
            #expect(source.flags.contains(.negative) == found.isNegative)
            #expect(alert.history.isEmpty && alert.forced.isEmpty && alert.movingObject == nil)
            #expect(alert.object?.detectionCount == 1 && abs((alert.object?.ra ?? 0) - sky.ra) < 1e-9)
        }
    }

    @Test func `the zero point is that of the science image, and the kernel brings it to the template`() throws {
        let (run, packets) = (try MadePackets.run.get(), try MadePackets.made.get())
        #expect(abs(packets.nJyPerScienceUnit - MadePackets.nJyPerScienceUnit) < 1e-9)
        #expect(packets.nJyPerTemplateUnit == packets.nJyPerScienceUnit * run.scienceUnits)
        #expect(packets.notes.isEmpty)
    }

    @Test(arguments: [(100.5, 120.25, 1200.0), (200.0, 282.5, 1500), (281.25, 152.0, -1500)])
    func `forced fluxes are those of the science image and the template`(x: Double, y: Double, flux: Double) throws {
        let alert = try #require(
            try MadePackets.alerts.get().min {
                abs(($0.source.x ?? 0) - x) + abs(($0.source.y ?? 0) - y)
                    < abs(($1.source.x ?? 0) - x) + abs(($1.source.y ?? 0) - y)
            })
        let source = alert.source
        let (difference, science, template) = (source.psfFlux ?? 0, source.scienceFlux ?? 0, source.templateFlux ?? 0)
        let error = source.psfFluxErr ?? 0
        #expect(abs(difference - 10 * flux) < 4 * error, "\(difference) of \(10 * flux), error \(error)")
        // Stars stand nowhere near, and both measure the same light with the same noise, but for the template's.
        #expect(abs(science - template - difference) < 3 * error, "\(science) - \(template) is not \(difference)")
        #expect((source.scienceFluxErr ?? 0) > 0.3 * error && (source.scienceFluxErr ?? 0) < 1.5 * error)
    }

    @Test func `the whole record reads back, with null for what was not measured`() throws {
        let writer = try LSSTPacketWriter(version: "11.1")
        let packet = try MadePackets.made.get().packet(0)
        let value = try DatumDecoder(schema: writer.schema).decode(packet.slice(5..<packet.count))
        guard case .record(let parts) = value,
            let place = writer.schema.rootNode.fields.firstIndex(where: { $0.name == "diaSource" }),
            case .record(let values) = parts[place].unwrapped
        else { throw PromptProcessingError(.noData, "no diaSource") }
        let source = Dictionary(uniqueKeysWithValues: zip(writer.diaSource.fieldNames, values.map(\.unwrapped)))
        for name in ["psfLnL", "extendedness", "ssObjectId", "trailLength", "pixelFlags_streak", "glint_trail"] {
            #expect(source[name] == .null, "\(name)")
        }
        for name in ["ixx", "ixxPSF", "apFlux", "raErr", "ra_dec_Cov", "psfChi2", "exposureTime", "shape_flag"] {
            #expect(source[name] != nil && source[name] != .null, "\(name)")
        }
        #expect(source["reliabilityVersion"] == .string("made") && source["timeProcessedMjdTai"] == .double(61_097))
    }

    @Test(arguments: ["7.1", "7.4", "8.0", "9.0", "10.0", "11.0", "11.1"])
    func `packets of every version of the schema say the same`(version: String) throws {
        var packets = try MadePackets.made.get()
        packets.writer = try LSSTPacketWriter(version: version)
        let alert = try #require(try AlertDecoder().decode(packets.packet(0)).first)
        let newest = try #require(try MadePackets.alerts.get().first)
        #expect(alert.schemaVersion == version && alert.id == newest.id && alert.objectID == newest.objectID)
        #expect(alert.source.psfFlux == newest.source.psfFlux && alert.source.ra == newest.source.ra)
        #expect(alert.stamps.science == newest.stamps.science)
    }

    @Test func `packets are the same on one thread and on two`() throws {
        let (one, all) = (try MadePackets.packets(threads: 1), try MadePackets.made.get())
        for n in 0..<one.count {
            let isSame = try one.packet(n) == all.packet(n)
            #expect(isSame)
        }
    }

    @Test func `a version that does not exist is refused`() throws {
        var options = MadePackets.options
        options.schemaVersion = "12.7"
        #expect { try MadePackets.packets(options) } throws: { "\($0)".contains("12.7") }
    }
}
