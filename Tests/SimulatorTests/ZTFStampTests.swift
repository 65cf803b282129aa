import AlertModel
import Bytes
import Dispatch
import FITS
import Observing
import SkyMath
import Synchronization
import Testing

@testable import Simulator

@Suite struct ZTFStampTests {
    private static let season = Season(ZTFNight.visits, measurer.model)
    private static let visit = 4
    private static let measurer = Measurer(seed: 7)

    private static func alert(
        science: Double, template: Double, at offset: Double = 0.02, moving: MovingBody? = nil
    ) throws -> AlertTruth {
        let truth = SourceTruth(
            key: 77, position: ZTFNight.centre.offset(by: offset, positionAngle: 30),
            scienceFlux: science, templateFlux: template)
        let epoch = try #require(measurer.epoch(truth, visit: visit, in: season))
        let id = SourceNumber.id(0, epoch, season)
        return AlertTruth(
            key: 77, trueClass: "test", kind: .real, host: nil, artefact: nil, moving: moving, epoch: epoch,
            earlier: [], id: id, objectID: id)
    }

    private static func packet(_ alert: AlertTruth) throws -> Bytes {
        var plan = ZTFNight.plan("ztf-4.02")
        plan.hasStamps = true
        let maker = try ZTFPacketMaker(
            plan: plan, season: season, measurer: measurer, template: TemplateEpochs(servingAt: 61_200))
        let make = try #require(maker.maker(visit: visit, dueSeconds: 0))
        return try make()(alert).bytes
    }

    /// The light of the middle.
    private static func sum(_ image: StampImage) -> Double {
        (21..<42).reduce(0.0) { sum, y in
            sum + (21..<42).reduce(0.0) { $0 + Double(image.pixels[y * 63 + $1]) }
        }
    }

    @Test(arguments: [(50_000.0, 20_000.0), (20_000.0, 50_000.0)])
    func `the difference is science less template, and of a negative detection the opposite`(
        science: Double, template: Double
    ) throws {
        let bytes = try Self.packet(try Self.alert(science: science, template: template))
        let alert = try #require(try AlertDecoder().decode(bytes).first)
        let files = [alert.stamps.science, alert.stamps.template, alert.stamps.difference].compactMap { $0 }
        let images = try files.compactMap { try Stamp($0).image }
        try #require(images.count == 3)
        #expect(images.allSatisfy { $0.width == 63 && $0.height == 63 })
        let sums = images.map(Self.sum)
        // 27 nJy of sky noise in each of 441 pixels, the template less, and the light's own.
        #expect(abs(sums[0] - science) < 3000 && abs(sums[1] - template) < 2500)
        #expect(abs(sums[2] - abs(science - template)) < 3000)
        #expect(abs(abs(sums[0] - sums[1]) - sums[2]) < 1000)
        #expect(alert.source.flags.contains(.negative) == (science < template))
        let name = science < template ? "refmsci.fits.gz" : "scimref.fits.gz"
        #expect(bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }.contains(name))
    }

    @Test func `a stamp's file has the cards of ZTF's and no time of writing`() throws {
        let bytes = try Self.packet(try Self.alert(science: 3000, template: 0))
        let alert = try #require(try AlertDecoder().decode(bytes).first)
        let stamp = try #require(alert.stamps.science)
        #expect(Gzip.isGzip(stamp) && (4..<8).allSatisfy { stamp[$0] == 0 })
        let file = try Gzip.inflate(stamp, limit: 1 << 20)
        #expect(file.count == 20_160)
        let header = file.slice(0..<2880).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        let keywords = stride(from: 0, to: 560, by: 80).map { header.dropFirst($0).prefix(6) }
        #expect(keywords == ["SIMPLE", "BITPIX", "NAXIS ", "NAXIS1", "NAXIS2", "BUNIT ", "END   "])
    }

    @Test func `packets made on many threads are those made on one`() throws {
        let alerts = try (0..<12).map { try Self.alert(science: 9000, template: 0, at: 0.002 * Double($0)) }
        let alone = try alerts.map(Self.packet)
        let together = Mutex([Int: Bytes]())
        DispatchQueue.concurrentPerform(iterations: alerts.count) { number in
            let packet = try? Self.packet(alerts[number])
            together.withLock { $0[number] = packet }
        }
        let made = together.withLock { together in alerts.indices.compactMap { together[$0] } }
        #expect(alone == made && Set(alone).count == alone.count)
    }

    @Test func `a small body is linked by its name, and each detection is an object of its own`() throws {
        let body = try #require(try ZTFNight.body.get())
        let truth = try Self.alert(science: 5000, template: 0, moving: body)
        let alert = try #require(try AlertDecoder().decode(try Self.packet(truth)).first)
        let link = try #require(alert.movingObject)
        #expect(link.designation == body.packedDesignation && link.separationArcsec != nil)
        #expect(abs((link.predictedMagnitude ?? 0) - body.magnitudeV) < 1e-4)
        #expect(alert.objectID == ZTFObjectName.objectID(truth, Self.season) && alert.history.isEmpty)
    }
}
