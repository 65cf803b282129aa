import AlertModel
import Bytes
import Differencing
import FITS
import SkyMath

@testable import PromptProcessing

/// One subtraction of made fields, shared by the tests of its packets: two sources that came and one that went.
enum MadePackets {
    static let science: Result<Exposure, any Error> = Result {
        let folder = try Folder()
        let added = [(100.5, 120.25, 1200.0), (200.0, 282.5, 1500), (281.25, 152.0, -1500)]
        try MadeField(seed: 1, fwhm: 4.2, added: added).write(folder.path("s.fits"), coordinates: coordinates)
        return try ExposureSource(ImagePath(folder.path("s.fits"))).exposure()
    }

    static let template: Result<Exposure, any Error> = Result {
        let folder = try Folder()
        try MadeField(seed: 2, fwhm: 3.3, noise: 2.5).write(
            folder.path("t.fits"), noise: 2.5, coordinates: coordinates)
        return try ExposureSource(ImagePath(folder.path("t.fits"))).exposure()
    }

    /// Turned by 30 degrees.
    static let coordinates = WCS(
        ra: 53, dec: -27, x: 175, y: 175, arcsecPerPixel: 0.2, northAngle: 30)

    static let run: Result<SubtractionRun, any Error> = Result {
        try SubtractionRun(
            science: science.get(), template: template.get(), options: MadeField.options)
    }

    static var options: PacketOptions {
        var options = PacketOptions(processedMjdTai: 61_097)
        (options.visit, options.detector, options.band) = (2_026_022_500_167, 145, .r)
        (options.midpointMjdTai, options.exposureSeconds, options.zeroPoint) = (61_096.25, 30, 28.9)
        options.reliabilityVersion = "made"
        return options
    }

    /// 28.9 is 2.5 mag from LSST's zero point.
    static let nJyPerScienceUnit = 10.0

    static func packets(
        _ options: PacketOptions = options, side: Int? = nil, threads: Int = .max
    ) throws -> DetectionPackets {
        let run = try run.get()
        var options = options
        options.stampSide = side
        let facts = try PacketFacts(science: run.science, template: run.template, options: options)
        let reliability = run.result.detections.indices.map { 0.5 + Double($0) / 1000 }
        return try DetectionPackets(of: run, facts: facts, reliability: reliability, threads: threads)
    }

    static let made: Result<DetectionPackets, any Error> = Result { try packets() }

    static let alerts: Result<[Alert], any Error> = Result {
        var file: [UInt8] = []
        try made.get().writeContainer { bytes in bytes.withUnsafeBytes { file += $0 } }
        return try AlertDecoder().decode(Bytes(file))
    }
}
