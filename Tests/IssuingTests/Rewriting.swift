import AlertModel
import Avro
import Bytes

/// Writes a decoded packet again, every value set through its slot.
struct Rewriting {
    let writer: LSSTPacketWriter
    let fields: NamedValues

    init(_ writer: LSSTPacketWriter, _ value: Value, _ schema: Schema) {
        self.writer = writer
        fields = NamedValues(value, schema, schema.root)
    }

    func packet() throws -> Bytes? {
        guard let source = try record("diaSource"),
            case .long(let id)? = fields.values["diaSourceId"] ?? fields.values["alertId"]
        else { return nil }
        var parts = LSSTPacketParts(alertID: id, diaSource: source)
        parts.prvDiaSources = try records("prvDiaSources")
        parts.prvDiaForcedSources = try records("prvDiaForcedSources")
        parts.prvDiaNondetectionLimits = try records("prvDiaNondetectionLimits")
        parts.diaObject = try record("diaObject")
        parts.ssSource = try record("ssSource")
        parts.ssObject = try record("ssObject")
        parts.orbit = try record("mpc_orbits") ?? record("MPCORB")
        if case .string(let text)? = fields.values["observation_reason"] { parts.observationReason = text }
        if case .string(let text)? = fields.values["target_name"] { parts.targetName = text }
        parts.cutoutDifference = blob("cutoutDifference")
        parts.cutoutScience = blob("cutoutScience")
        parts.cutoutTemplate = blob("cutoutTemplate")
        return try writer.write(parts)
    }

    private func record(_ name: String) throws -> EncodedRecord? {
        guard let layout = writer.layout(name), let values = fields.record(name) else { return nil }
        let row = RecordValues(layout)
        Self.set(values, in: row)
        return try EncodedRecord(row)
    }

    private func records(_ name: String) throws -> EncodedRecords? {
        guard let layout = writer.layout(name), let items = fields.records(name) else { return nil }
        let row = RecordValues(layout)
        var records = EncodedRecords(layout)
        for values in items {
            row.clear()
            Self.set(values, in: row)
            try records.append(row)
        }
        return records
    }

    private func blob(_ name: String) -> Bytes? {
        if case .bytes(let bytes)? = fields.values[name] { bytes } else { nil }
    }

    static func set(_ values: NamedValues, in row: RecordValues) {
        for (name, value) in values.values {
            let slot = row.layout.slot(name)
            switch value {
            case .boolean(let value): row.set(slot, value)
            case .int(let value): row.set(slot, value)
            case .long(let value): row.set(slot, value)
            case .float(let value): row.set(slot, value)
            case .double(let value): row.set(slot, value)
            case .string(let value): row.set(slot, value)
            case .bytes(let value): row.set(slot, value)
            default: continue
            }
        }
    }
}
