import AlertModel
import AlertStore
import Avro

/// The store's values as JSON. 64-bit identifiers are numbers, exact, and beside them text for readers whose numbers
/// are doubles.
extension ObjectRow {
    var json: JSON {
        .object([
            .init("id", .string("\(id)")), .init("survey", .string(id.survey.name)),
            .init("key", .integer(id.key)), .init("keyText", .string("\(id.key)")),
            .init("ra", .number(ra)), .init("dec", .number(dec)), .init("firstMjdTai", .number(firstMjdTai)),
            .init("lastMjdTai", .number(lastMjdTai)), .init("detectionCount", .integer(Int64(detectionCount))),
            .init("alertCount", .integer(Int64(alertCount))), .init("latestBand", .string(latestBand.letter)),
            .init("latestFlux", .optional(latestFlux)), .init("latestFluxErr", .optional(latestFluxErr)),
            .init("latestMagnitude", .optional(latestMagnitude)), .init("reliability", .optional(reliability)),
            .init("class", .string(classification)), .init("designation", designation.map { .string($0) } ?? .null),
        ])
    }
}

extension JSON {
    static func optional(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
    static func optional(_ value: Int64?) -> JSON { value.map { .integer($0) } ?? .null }
}

extension LightCurve {
    var json: JSON {
        .object([
            .init("detections", .array(detections.map { $0.json(packet: packets[$0.id]) })),
            .init("forced", .array(forced.map(\.json))), .init("upperLimits", .array(upperLimits.map(\.json))),
        ])
    }
}

extension Detection {
    func json(packet: PacketReference?) -> JSON {
        .object([
            .init("id", .integer(id)), .init("idText", .string("\(id)")),
            .init("midpointMjdTai", .number(midpointMjdTai)),
            .init("band", .string(band.letter)), .init("ra", .number(ra)), .init("dec", .number(dec)),
            .init("psfFlux", .optional(psfFlux)), .init("psfFluxErr", .optional(psfFluxErr)),
            .init("scienceFlux", .optional(scienceFlux)), .init("scienceFluxErr", .optional(scienceFluxErr)),
            .init("snr", .optional(snr)), .init("reliability", .optional(reliability)),
            .init("visit", .optional(visit)), .init("detector", .optional(detector.map { Int64($0) })),
            .init("packet", packet.map(\.json) ?? .null),
        ])
    }
}

extension ForcedMeasurement {
    var json: JSON {
        .object([
            .init("id", .integer(id)), .init("idText", .string("\(id)")),
            .init("midpointMjdTai", .number(midpointMjdTai)),
            .init("band", .string(band.letter)), .init("psfFlux", .optional(psfFlux)),
            .init("psfFluxErr", .optional(psfFluxErr)), .init("visit", .optional(visit)),
        ])
    }
}

extension UpperLimit {
    var json: JSON {
        .object([
            .init("midpointMjdTai", .number(midpointMjdTai)), .init("band", .string(band.letter)),
            .init("limit", .number(limit)),
        ])
    }
}

extension PacketReference {
    var json: JSON {
        .object([
            .init("topic", .string(topic)), .init("partition", .integer(Int64(partition))),
            .init("offset", .integer(offset)),
        ])
    }
}

extension AlertRow {
    var json: JSON {
        .object([
            .init("survey", .string(survey.name)), .init("id", .integer(id)), .init("idText", .string("\(id)")),
            .init("object", .string("\(objectID)")), .init("midpointMjdTai", .number(midpointMjdTai)),
            .init("ra", .number(ra)), .init("dec", .number(dec)), .init("band", .string(band.letter)),
            .init("psfFlux", .optional(psfFlux)), .init("separationArcsec", .optional(separationArcsec)),
            .init("packet", packet.json),
        ])
    }
}

extension SkyPoint {
    var json: JSON {
        .object([
            .init("id", .string("\(objectID)")), .init("ra", .number(ra)), .init("dec", .number(dec)),
            .init("midpointMjdTai", .number(midpointMjdTai)), .init("band", .string(band.letter)),
        ])
    }
}

extension SkyCount {
    var json: JSON { .object([.init("cell", .integer(cell)), .init("alerts", .integer(Int64(alerts)))]) }
}

extension QuarantinedPacket {
    var json: JSON {
        .object([
            .init("id", .integer(id)), .init("reason", .string(reason)), .init("detail", .string(detail)),
            .init("bytes", .integer(Int64(byteCount))), .init("packet", reference.json),
            .init("storedAtMs", .integer(storedAtMs)),
        ])
    }
}
