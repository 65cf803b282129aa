import AlertModel
import Avro
import Bytes
import Detection
import FITS
import Foundation
import Imaging
import SkyMath
import Testing

@testable import Differencing
@testable import PromptProcessing

/// Shapes, trails and dipoles on the sky, from pixels where they are known.
@Suite struct DiaSourceFieldsTests {
    /// 0.2 arcsec a pixel, north 30 degrees from +y towards -x.
    private static let plane = WCS(ra: 53, dec: -27, x: 40, y: 40, arcsecPerPixel: 0.2, northAngle: 30)

    private static func sky() throws -> LocalSky {
        try #require(LocalSky(try WorldCoordinates(plane), x: 40, y: 40))
    }

    @Test func `ways in pixels have the angle that north and east say`() throws {
        let sky = try Self.sky()
        // +y is 30 degrees from north, away from east, which is 90 degrees further towards -x.
        let up = sky.way(x: 0, y: 5)
        #expect(abs(up.degrees * 3600 - 1) < 1e-6 && abs(up.positionAngle - 330) < 1e-3)
        #expect(abs(sky.way(length: 10, angle: 180).positionAngle - 60) < 1e-3)
    }

    @Test func `moments keep their size and turn with the sky`() throws {
        let moments = try Self.sky().moments(xx: 9, xy: 0, yy: 4)
        let scale = 0.2 * 0.2 / 3600 / 3600
        #expect(abs((moments.ra + moments.dec) / scale - 13) < 1e-6)
        let determinant = moments.ra * moments.dec - moments.raDec * moments.raDec
        #expect(abs(determinant / scale / scale - 36) < 1e-5)
        // x points to the position angle 240 = 60: its share of right ascension is sin^2 60.
        #expect(abs(moments.ra / scale - (9 * 0.75 + 4 * 0.25)) < 1e-6)
        #expect(abs(moments.raDec / scale - (9 - 4) * 0.433_012_7) < 1e-5)
    }

    private static func image(_ light: (Double, Double) -> Double) throws -> MaskedImage {
        var draws = Draws(seed: 3)
        var image = Image<Float>(width: 81, height: 81, repeating: 0)
        for y in 0..<81 { for x in 0..<81 { image[x, y] = Float(light(Double(x), Double(y)) + draws.normal()) } }
        return MaskedImage(image: image, variance: 1)
    }

    /// Of a Gaussian of sigma 1.7 pixels at a place.
    private static func point(_ flux: Double, _ x: Double, _ y: Double) -> (Double, Double) -> Double {
        { flux / (2 * .pi * 2.89) * exp(-(($0 - x) * ($0 - x) + ($1 - y) * ($1 - y)) / 5.78) }
    }

    private static func measured(_ image: MaskedImage) throws -> DetectionMeasurement {
        let psf = try AnalyticPSF(.gaussian, fwhm: 1.7 * 2.354_82)
        let detection = DifferenceDetection(
            x: 40, y: 40, xError: 0.1, yError: 0.1, signalToNoise: 40, flux: 1000, fluxError: 25,
            apparentSignalToNoise: 40, reducedChiSquare: 1, coverage: 1, surfaceBrightness: 0, nuisances: 0,
            birgeFactor: 1, flags: [])
        let dipole = DipoleFit(of: image, psf: psf, nearX: 40, y: 40).flatMap { $0.isDipole ? $0 : nil }
        let trail = TrailFit(of: image, psf: psf, nearX: 40, y: 40).flatMap { $0.isTrail ? $0 : nil }
        return DetectionMeasurement(
            detection: detection, number: 0, sky: try sky(), footprint: nil,
            aperture: ApertureFlux(of: image, x: 40, y: 40, radius: 12), science: nil, template: nil,
            shape: DetectionShape(
                of: image, x: 40, y: 40, isNegative: false, psfImage: psf.image(atX: 40, y: 40, side: 41)),
            psfPixels: 529, dipole: dipole, trail: dipole == nil ? trail : nil, planes: [.saturated, .cosmicRay],
            centrePlanes: .cosmicRay, isOffImage: false, reliability: nil, isApertureCut: false)
    }

    /// The fields that are written of it, by name.
    private static func fields(_ measured: DetectionMeasurement) throws -> [String: Value] {
        let facts = try PacketFacts(
            science: MadePackets.science.get(), template: MadePackets.template.get(), options: MadePackets.options)
        let writer = try LSSTPacketWriter(version: "11.1")
        let row = FieldRow<DiaSourceField>(writer.diaSource, FieldSlots(writer.diaSource))
        DiaSourceFields(facts: facts, nJy: 10, scienceNJy: 10).write(measured, id: 1, row)
        let packet = try writer.write(LSSTPacketParts(alertID: 1, diaSource: try EncodedRecord(row.values)))
        let value = try DatumDecoder(schema: writer.schema).decode(packet.slice(5..<packet.count))
        let place = try #require(writer.schema.rootNode.fields.firstIndex { $0.name == "diaSource" })
        guard case .record(let all) = value, case .record(let values) = all[place].unwrapped else { return [:] }
        return Dictionary(uniqueKeysWithValues: zip(writer.diaSource.fieldNames, values.map(\.unwrapped)))
    }

    private static func number(_ value: Value?) -> Double {
        switch value {
        case .float(let number): Double(number)
        case .double(let number): number
        case .int(let number): Double(number)
        default: .nan
        }
    }

    @Test func `a dipole has its length and angle on the sky, and the mean of its fluxes`() throws {
        let (up, down) = (Self.point(2000, 42.5, 40), Self.point(-1600, 37.5, 40))
        let fields = try Self.fields(Self.measured(Self.image { up($0, $1) + down($0, $1) }))
        #expect(fields["isDipole"] == .boolean(true) && fields["dipoleFitAttempted"] == .boolean(true))
        #expect(abs(Self.number(fields["dipoleLength"]) - 1) < 0.05)
        // +x, from the negative to the positive part, points to 240 degrees.
        #expect(abs(Self.number(fields["dipoleAngle"]) - 240) < 3)
        #expect(abs(Self.number(fields["dipoleMeanFlux"]) / 18_000 - 1) < 0.1)
        #expect(abs(Self.number(fields["dipoleFluxDiff"]) / 4_000 - 1) < 0.4)
        #expect(fields["trailLength"] == .null && fields["trailNdata"] == .int(0))
        #expect(Self.number(fields["dipoleNdata"]) == 441)
    }

    @Test func `a trail has its length and angle on the sky`() throws {
        let points = (0..<60).map { Self.point(100, 40 + 0, 40 - 10 + 20 * (Double($0) + 0.5) / 60) }
        let fields = try Self.fields(Self.measured(Self.image { x, y in points.reduce(0) { $0 + $1(x, y) } }))
        #expect(abs(Self.number(fields["trailLength"]) - 4) < 0.1)
        // +y points to 330 degrees, which a line without a sense has as 150.
        #expect(abs(Self.number(fields["trailAngle"]) - 150) < 2)
        #expect(abs(Self.number(fields["trailFlux"]) / 60_000 - 1) < 0.05)
        #expect(abs(Self.number(fields["trailRa"]) - 53) < 5e-5 && abs(Self.number(fields["trailDec"]) + 27) < 5e-5)
        #expect(fields["isDipole"] == .boolean(false) && fields["dipoleLength"] == .null)
    }

    @Test func `a point has neither, and the moments of its PSF`() throws {
        let point = Self.point(3000, 40, 40)
        let fields = try Self.fields(Self.measured(Self.image(point)))
        #expect(fields["trailLength"] == .null && fields["dipoleLength"] == .null)
        let (ixx, ixxPSF) = (Self.number(fields["ixx"]), Self.number(fields["ixxPSF"]))
        #expect(abs(ixxPSF / (2.89 * 0.04) - 1) < 0.05 && abs(ixx / ixxPSF - 1) < 0.1)
        #expect(abs(Self.number(fields["apFlux"]) / 30_000 - 1) < 0.05)
        #expect(abs(Self.number(fields["raErr"]) - 0.1 * 0.2 / 3600) < 1e-10)
    }

    @Test func `planes of the mask are flags, and a scorer that cannot tell leaves no reliability`() throws {
        let fields = try Self.fields(Self.measured(Self.image(Self.point(3000, 40, 40))))
        #expect(fields["pixelFlags_saturated"] == .boolean(true))
        #expect(fields["pixelFlags_saturatedCenter"] == .boolean(false))
        #expect(fields["pixelFlags_cr"] == .boolean(true) && fields["pixelFlags_crCenter"] == .boolean(true))
        #expect(fields["pixelFlags_bad"] == .boolean(false) && fields["pixelFlags_streak"] == .null)
        #expect(fields["reliability"] == .null && fields["reliabilityVersion"] == .null)
        #expect(fields["scienceFlux"] == .null && fields["forced_PsfFlux_flag"] == .null)
    }
}
