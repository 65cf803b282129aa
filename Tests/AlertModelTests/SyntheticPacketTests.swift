import AlertModel
import AlertTesting
import Bytes
import FITS
import Foundation
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

    @Test(.enabled(if: TestData.python != nil, TestData.pythonReason))
    func `Made stamps pass astropy's verification and hold the same pixels and the same WCS`() throws {
        let alert = try AlertDecoder().decode(try packets.lsst(2))[0]
        let science = try image(alert.stamps.science)
        let hex = try #require(alert.stamps.science).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined()
        let file = FileManager.default.temporaryDirectory.appending(path: "tocsin-\(UUID().uuidString).hex")
        defer { try? FileManager.default.removeItem(at: file) }
        try hex.write(to: file, atomically: true, encoding: .utf8)
        let words = try Python.run(
            """
            import sys, io
            from astropy.io import fits
            from astropy.wcs import WCS
            h = fits.open(io.BytesIO(bytes.fromhex(open(sys.argv[1]).read())))
            h.verify('exception')
            ra, dec = WCS(h[0].header).all_pix2world(3, 7, 0)
            print(h[0].data[7, 3], h['UNCERT'].data[0, 0], h['PSFIMAGE'].data.sum(), ra, dec)
            """, [file.path]
        ).split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        try #require(words.count == 5)
        #expect(Float(words[0]) == science.pixels[7 * 30 + 3] && Float(words[1]) == science.variance?[0])
        #expect(abs(words[2] - 1) < 1e-12)
        let sky = try #require(science.wcs).sky(x: 3, y: 7)
        #expect(abs(sky.ra - words[3]) < 1e-11 && abs(sky.dec - words[4]) < 1e-11)
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
