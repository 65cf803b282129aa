import AlertModel
import AlertTesting
import Bytes
import FITS
import Testing

@Suite struct SyntheticPacketTests {
    let packets = SyntheticPackets(seed: 7, objectCount: 20, historyLength: 8)

    @Test(arguments: ["8.0", "9.0", "10.0", "11.0", "11.1"])
    func `Made packets of each LSST version are decoded as what they were made of`(version: String) throws {
        let decoder = AlertDecoder()
        for number in 0..<20 {
            let alert = try #require(try decoder.decode(try packets.lsst(number, version: version)).first)
            #expect(alert.schemaVersion == version && alert.survey == .lsst)
            #expect(abs(alert.source.psfFlux ?? 0) >= 5 * (alert.source.psfFluxErr ?? .infinity))
            #expect(alert.source.flags.contains(.negative) == ((alert.source.psfFlux ?? 0) < 0))
            if number % 10 == 9 {
                #expect(
                    alert.objectID.kind == .solarSystem && alert.movingObject?.designation?.hasPrefix("2026") == true)
                #expect(alert.history.isEmpty && alert.object == nil)
            } else {
                #expect(alert.forced.count == 9 && alert.history.count <= 8 && alert.movingObject == nil)
                #expect(alert.object?.detectionCount == alert.history.count + 1)
            }
        }
    }

    @Test func `A container and a bare datum hold the same alert as the framed packet`() throws {
        let decoder = AlertDecoder()
        let framed = try decoder.decode(try packets.lsst(3, version: "9.0"))
        let contained = try decoder.decode(try packets.lsst(3, version: "9.0", as: .container))
        let schema = try #require(SchemaDirectory.lsst(version: "9.0"))
        let bare = try decoder.decode(try packets.lsst(3, version: "9.0", as: .bare), schema: schema)
        #expect(framed[0].source == contained[0].source && framed[0].history == contained[0].history)
        #expect(bare.source == framed[0].source && bare.stamps == framed[0].stamps)
    }

    @Test func `Later packets of an object repeat what earlier ones said`() throws {
        let decoder = AlertDecoder()
        let first = try decoder.decode(try packets.lsst(4))[0]
        let second = try decoder.decode(try packets.lsst(24))[0]
        #expect(second.objectID == first.objectID && second.history.contains(first.source))
    }

    @Test func `Made ZTF packets have history, limits, forced photometry and a name`() throws {
        let decoder = AlertDecoder()
        for number in 0..<20 {
            let alert = try #require(try decoder.decode(try packets.ztf(number)).first)
            #expect(
                alert.survey == .ztf && alert.schemaVersion == "4.02" && alert.objectID.description.hasPrefix("ZTF26"))
            if number % 10 != 9 {
                #expect(alert.history.count + alert.upperLimits.count == 8 && alert.forced.count == 8)
                let last = try #require(alert.forced.last?.psfFlux)
                let detection = try #require(alert.history.last?.psfFlux)
                #expect(abs(last - detection) < abs(detection) * 1e-5)
            }
        }
    }

    @Test func `The difference stamp is science minus template, centred on the detection`() throws {
        let alert = try AlertDecoder().decode(try packets.lsst(0))[0]
        let science = try image(alert.stamps.science)
        let template = try image(alert.stamps.template)
        let difference = try image(alert.stamps.difference)
        #expect(difference.pixels == zip(science.pixels, template.pixels).map { $0 - $1 })
        let flux = difference.pixels.reduce(0) { $0 + Double($1) }
        #expect(abs(flux - (alert.source.psfFlux ?? 0)) < 0.6 * abs(alert.source.psfFlux ?? 0))
        let place = try #require(science.wcs).sky(x: 14.5, y: 14.5)
        #expect(abs(place.ra - alert.source.ra) < 1e-9 && abs(place.dec - alert.source.dec) < 1e-9)
        #expect(science.variance?.count == 900 && science.psf?.width == 41 && science.unit == "nJy")
        #expect(alert.stamps.science?.count == 34560)
    }

    private func image(_ bytes: Bytes?) throws -> StampImage {
        let stamp = try Stamp(try #require(bytes))
        return try #require(stamp.image)
    }

    @Test func `The same seed gives the same bytes, another seed others`() throws {
        #expect(try packets.lsst(5) == SyntheticPackets(seed: 7, objectCount: 20, historyLength: 8).lsst(5))
        #expect(try packets.lsst(5) != SyntheticPackets(seed: 8, objectCount: 20, historyLength: 8).lsst(5))
        #expect(throws: SyntheticPacketError.self) { try packets.lsst(0, version: "7.4") }
    }
}
