internal import AlertModel
internal import Avro
public import Bytes
internal import Differencing
internal import FITS
internal import Imaging

/// The detections of a subtraction as LSST packets, one each, in the catalogue's order.
///
/// A packet has a diaSource, the diaObject that it begins, no history, and three stamps cut from the images. Numbers are
/// made by LSST's rule: the detection's counter is its `id` in the catalogue.
public struct DetectionPackets: Sendable {
    /// What was assumed, a sentence each.
    public let notes: [String]
    var writer: LSSTPacketWriter
    private let measuring: DetectionMeasuring
    private let cutouts: DetectionCutouts
    private let facts: PacketFacts
    private let nJy: (science: Double, template: Double)
    private let threads: Int

    /// Measures what the whole images need: their sky and PSFs, and the footprints.
    ///
    /// - Parameters:
    ///   - reliability: of each detection; nil for none.
    ///   - threads: at most so many; packets are the same for any number.
    /// - Throws: `PromptProcessingError` where there is no such version of the schema, or the images have no sky that
    ///   could be measured. Complexity: O(pixels).
    public init(
        of run: SubtractionRun, facts: PacketFacts, reliability: [Double]? = nil, threads: Int = .max
    ) throws {
        do { writer = try LSSTPacketWriter(version: facts.options.schemaVersion) } catch {
            throw PromptProcessingError(.argument, "--schema-version: \(error)")
        }
        guard let world = run.science.world else {
            throw PromptProcessingError(.noData, "no celestial coordinates", path: run.science.name)
        }
        nJy = facts.nJy(scienceUnits: run.scienceUnits)
        let science = try PacketImage(run.science, nJyPerUnit: nJy.science, threads: threads)
        let template = try PacketImage(run.template, nJyPerUnit: nJy.template, threads: threads)
        let footprints = DetectionFootprints(run.result)
        measuring = DetectionMeasuring(
            run: run, science: science, template: template, world: world,
            footprints: footprints.footprints(of: run.result.detections, threads: threads), reliability: reliability)
        cutouts = DetectionCutouts(
            run: run, science: science, template: template, planes: footprints.planes, side: facts.options.stampSide)
        (self.facts, self.threads) = (facts, threads)
        let psfs = [(science, run.science), (template, run.template)].compactMap { image, exposure in
            image.psf == nil ? "\(exposure.name): too few stars for its PSF, no forced fluxes on it" : nil
        }
        notes = psfs + [facts.contradiction(scienceUnits: run.scienceUnits)].compactMap { $0 }
    }

    /// One packet for each detection.
    public var count: Int { measuring.run.result.detections.count }

    /// nJy of one unit of the difference and of the template, by which the catalogue's fluxes become the packets'.
    public var nJyPerTemplateUnit: Double { nJy.template }
    /// nJy of one unit of the science image.
    public var nJyPerScienceUnit: Double { nJy.science }

    /// The packet of a detection, with Confluent's framing. Complexity: O(pixels of the stamps).
    ///
    /// - Throws: `PromptProcessingError` with the detection's number.
    public func packet(_ n: Int) throws -> Bytes {
        guard (0..<count).contains(n) else { throw PromptProcessingError(.argument, "there is no detection \(n + 1)") }
        guard let id = facts.identity.id(counter: n + 1) else {
            throw PromptProcessingError(
                .argument, "detection \(n + 1) has no diaSourceId: an image has 524,287 at most")
        }
        let measured = try measuring.measurement(n)
        do { return try writer.write(try parts(measured, id)) } catch {
            throw PromptProcessingError(.step, "no packet can be written of detection \(n + 1): \(error)")
        }
    }

    private func parts(_ measured: DetectionMeasurement, _ id: Int64) throws(AlertModelError) -> LSSTPacketParts {
        let fields = DiaSourceFields(facts: facts, nJy: nJy.template, scienceNJy: nJy.science)
        let row = FieldRow<DiaSourceField>(writer.diaSource, FieldSlots(writer.diaSource))
        fields.write(measured, id: id, row)
        var parts = LSSTPacketParts(alertID: id, diaSource: try EncodedRecord(row.values))
        parts.targetName = facts.targetName
        parts.diaObject = try DiaObjectFields(writer.diaObject).record(measured, id: id, fields)
        let stamps = cutouts.stamps(of: measured)
        (parts.cutoutScience, parts.cutoutTemplate) = (stamps.science, stamps.template)
        parts.cutoutDifference = stamps.difference
        return parts
    }

    /// All packets as one Avro container file, handed on piece by piece so that no more than some of them are in memory.
    ///
    /// - Parameter progress: how many are done.
    /// - Throws: `PromptProcessingError`, and what `write` throws.
    public func writeContainer(
        progress: (Int) -> Void = { _ in }, to write: (Bytes) throws -> Void
    ) throws {
        var container = try ContainerWriter(schema: writer.schema)
        for first in stride(from: 0, to: count, by: Self.chunk) {
            let chunk = mapped(min(Self.chunk, count - first), threads: threads) { n in
                Result { try packet(first + n) }
            }
            for result in chunk {
                let packet = try result.get()
                try container.append(encoded: packet.slice(Self.framing..<packet.count))
            }
            try write(container.drain())
            progress(first + chunk.count)
        }
        try write(try container.finish())
    }

    private static let chunk = 64
    /// Bytes before the datum.
    private static let framing = 5
}
