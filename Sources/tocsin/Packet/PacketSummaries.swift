import AlertModel
import Avro
import Bytes
import Distribution
import Foundation
import SkyMath

extension Error {
    /// Whether a packet is sound, but of a survey that is not mapped.
    var isUnmapped: Bool { (self as? AlertModelError).map { $0.reason == "mapping" && $0.alertID == nil } ?? false }
}

/// What a person wants to know of a packet at a glance.
struct PacketSummaries {
    private let decoder: AlertDecoder

    init(_ directory: SchemaDirectory) { decoder = AlertDecoder(schemas: directory) }

    /// The packet as members of a JSON object: where it is from, how it is wrapped, and what it says.
    func members(of record: PacketRecord) -> [JSON.Member] {
        var members: [JSON.Member] = [
            .init("file", .string(record.origin)), .init("framing", .string(framing(record.framing))),
            .init("schema", .string(record.schema.name.map { "\($0)" } ?? "unnamed")),
            .init("bytes", .integer(Int64((record.file ?? record.datum).count))),
        ]
        do {
            members.append(.init("alert", .object(try alert(decoder.decode(record.datum, schema: record.schema)))))
        } catch {
            members.append(.init("alert", .null))
            // A survey without a mapper is no fault of the packet.
            members.append(.init(error.isUnmapped ? "unmapped" : "problem", .string("\(error)")))
        }
        return members
    }

    private func framing(_ framing: Framing?) -> String {
        switch framing {
        case .container: "container"
        case .confluent(let id): "Confluent, schema \(id)"
        case .singleObject: "single object"
        case nil: "none, a bare datum"
        }
    }

    private func alert(_ alert: Alert) throws -> [JSON.Member] {
        let source = alert.source
        return [
            .init("survey", .string("\(alert.survey.name) \(alert.schemaVersion)")),
            .init("id", .integer(alert.id)), .init("object", .string("\(alert.objectID)")),
            .init("midpointMjdTai", .number(source.midpointMjdTai)), .init("band", .string(source.band.letter)),
            .init("ra", .number(source.ra)), .init("dec", .number(source.dec)),
            .init("psfFlux", number(source.psfFlux)), .init("psfFluxErr", number(source.psfFluxErr)),
            .init("magnitude", number(source.psfFlux.flatMap { Magnitude.magnitude(ofFlux: $0) })),
            .init("snr", number(source.snr)), .init("reliability", number(source.reliability)),
            .init("history", .integer(Int64(alert.history.count))),
            .init("forced", .integer(Int64(alert.forced.count))),
            .init("upperLimits", .integer(Int64(alert.upperLimits.count))),
            .init(
                "movingObject",
                alert.movingObject.map { .string($0.designation ?? $0.ssObjectID.map(String.init) ?? "yes") } ?? .null),
            .init("stamps", .object(stamps(alert.stamps))),
        ]
    }

    private func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }

    private func stamps(_ stamps: Stamps) -> [JSON.Member] {
        [("science", stamps.science), ("template", stamps.template), ("difference", stamps.difference)].map {
            name, bytes in
            .init(name, bytes.map { .string(description($0)) } ?? .null)
        }
    }

    private func description(_ bytes: Bytes) -> String {
        guard let stamp = try? Stamp(bytes) else { return "\(bytes.count) bytes that cannot be read" }
        guard let image = stamp.image else { return "JPEG, \(bytes.count) bytes" }
        let planes = [(image.variance != nil, "variance"), (image.mask != nil, "mask"), (image.psf != nil, "PSF")]
        let words = ["\(image.width) x \(image.height) pixels"] + planes.filter(\.0).map(\.1) + ["\(bytes.count) bytes"]
        return words.joined(separator: ", ")
    }
}
