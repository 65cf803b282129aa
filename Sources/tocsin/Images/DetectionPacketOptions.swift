import AlertModel
import ArgumentParser
import Foundation
import PromptProcessing
import RealBogus
import SkyMath

/// Packets of the detections, and what the headers do not tell of them.
struct DetectionPacketOptions: ParsableArguments {
    @Option(
        help: """
            Write every detection as an LSST packet with stamps of these pixels: an Avro container, which tocsin packet, \
            tocsin replay and any Avro reader open.
            """)
    var packets: String?
    @Option(help: "Version of LSST's packet schema, 7.0 to 11.1.")
    var schemaVersion = "11.1"
    @Option(help: "Number of the visit. Default: the card VISIT, EXPNUM or EXPID, or DAYOBS with SEQNUM.")
    var visit: Int64?
    @Option(help: "Number of the detector, 0 to 255. Default: the card DETECTOR, CCDNUM or CCDID.")
    var detector: Int?
    @Option(
        help: """
            Middle of the exposure: MJD TAI, or UTC as 2026-02-25T03:14:15. Default: MJD-AVG or DATE-AVG, else MJD-OBS or \
            DATE-OBS and half the exposure time, in the header's TIMESYS.
            """)
    var midpoint: String?
    @Option(help: "Seconds. Default: the card EXPTIME, EXPOSURE or XPOSURE.")
    var exposureTime: Double?
    @Option(help: "u, g, r, i, z or y. Default: the card BAND or FILTER.")
    var band: String?
    @Option(
        help: """
            AB magnitude of one unit of the science image. Default: BUNIT nJy, FLUXMAG0, MAGZERO, PHOTZP, MAGZPT or MAGZP of \
            the science image, else of the template.
            """)
    var zeroPoint: Double?
    @Option(help: "Pixels a side of stamps. Default: 30, more for what is larger, at most 102.")
    var stampSize: Int?

    func validate() throws {
        guard packets == nil || packets?.isEmpty == false else { throw ValidationError("--packets is a file") }
        guard SchemaDirectory.lsst(version: schemaVersion) != nil else {
            throw ValidationError("--schema-version is one of LSST's from 7.0 to 11.1, not '\(schemaVersion)'")
        }
        guard stampSize.map({ (5...501).contains($0) }) ?? true else {
            throw ValidationError("--stamp-size is 5 to 501")
        }
        guard exposureTime.map({ $0 >= 0 && $0 < 1e7 }) ?? true else {
            throw ValidationError("--exposure-time is a number of seconds")
        }
        guard zeroPoint.map({ (0...60).contains($0) }) ?? true else { throw ValidationError("--zero-point is 0 to 60") }
        guard band.map({ Passband($0) != nil }) ?? true else {
            throw ValidationError("--band is one of u, g, r, i, z, y, not '\(band ?? "")'")
        }
        guard (visit ?? 0) >= 0 else { throw ValidationError("--visit is not below zero") }
        guard midpoint == nil || midpointMjdTai != nil else {
            throw ValidationError("--midpoint is MJD TAI as 61096.1352, or UTC as 2026-02-25T03:14:15")
        }
    }

    private var midpointMjdTai: Double? {
        midpoint.flatMap { Double($0) ?? CalendarTime.mjdTai(iso: $0) }.flatMap { (1e4...2e5).contains($0) ? $0 : nil }
    }

    /// What packets need of the two exposures; nil where none are asked for.
    func facts(_ science: Exposure, _ template: Exposure, _ scorer: TreeScorer) throws -> PacketFacts? {
        guard packets != nil else { return nil }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        var options = PacketOptions(processedMjdTai: TimeScale.mjdTai(fromUnixMs: now))
        (options.schemaVersion, options.visit, options.detector) = (schemaVersion, visit, detector)
        (options.midpointMjdTai, options.exposureSeconds) = (midpointMjdTai, exposureTime)
        (options.band, options.zeroPoint, options.stampSide) = (band.flatMap { Passband($0) }, zeroPoint, stampSize)
        options.reliabilityVersion = "tocsin-trees-\(scorer.card["date"] ?? "unknown")"
        return try PacketFacts(science: science, template: template, options: options)
    }

    /// Writes the packets and says how many, and in which scale.
    func write(_ run: SubtractionRun, _ facts: PacketFacts, reliability: [Double], threads: Int) throws {
        guard let packets else { return }
        let issue = try DetectionPackets(of: run, facts: facts, reliability: reliability, threads: threads)
        for note in issue.notes { Console.note(note) }
        let bytes = try PartialFile.write(packets) { append in
            try issue.writeContainer { done in
                Progress.show("\(done) of \(issue.count) packets")
            } to: {
                try append(Data($0))
            }
        }
        Progress.clear()
        Console.print(
            "packets  \(issue.count) of schema \(schemaVersion), \(Size.text(bytes)): \(packets); \(facts.zeroPointWords)"
        )
    }
}

/// A file that appears under its name only when all of it is written.
enum PartialFile {
    /// Calls `body` with what appends bytes; gives the number of bytes.
    static func write(_ path: String, _ body: ((Data) throws -> Void) throws -> Void) throws -> Int64 {
        let part = path + ".part"
        guard FileManager.default.createFile(atPath: part, contents: nil), let file = FileHandle(forWritingAtPath: part)
        else { throw CommandFailure.impossible("\(path): cannot be written") }
        do {
            var count: Int64 = 0
            try body {
                try file.write(contentsOf: $0)
                count += Int64($0.count)
            }
            try file.close()
            guard rename(part, path) == 0 else { throw CommandFailure.impossible("\(path): cannot be written") }
            return count
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        }
    }
}
