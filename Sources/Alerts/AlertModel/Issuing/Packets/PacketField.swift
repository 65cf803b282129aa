internal import Avro
internal import Bytes

/// A field of the outermost record, and the part of the packet that it takes.
struct PacketField: Sendable {
    enum Part: String, Sendable, Hashable {
        case diaSourceId, alertId
        case observationReason = "observation_reason"
        case targetName = "target_name"
        case diaSource, prvDiaSources, prvDiaForcedSources, prvDiaNondetectionLimits, diaObject, ssSource, ssObject
        case orbit = "mpc_orbits"
        case orbitOfOldVersions = "MPCORB"
        case cutoutDifference, cutoutScience, cutoutTemplate
        /// A field that nothing is known of: null.
        case none
    }

    let name: String
    let part: Part
    let op: FieldOp
    /// What the records of the field are; nil for other fields.
    let layout: RecordLayout?

    /// - Throws: `AlertModelError` (`schema`) where the field is of a type that its part has no form for.
    init(_ schema: Schema, _ field: Schema.Field) throws(AlertModelError) {
        name = field.name
        op = FieldOp(schema, type: field.type)
        let known = Part(rawValue: field.name) ?? .none
        let type = FieldOp.branches(schema, field.type).value
        layout = try Self.layout(schema, type, known)
        let fits = Self.fits(known, schema[type].kind, op.kind)
        guard fits || op.isNullable else {
            throw AlertModelError(.schema, "no packet can be written: a field of an unknown kind", path: name)
        }
        part = fits ? known : .none
    }

    private static func layout(
        _ schema: Schema, _ type: Schema.NodeID, _ part: Part
    ) throws(AlertModelError) -> RecordLayout? {
        switch schema[type].kind {
        case .record: try RecordLayout(schema: schema, node: type)
        case .array(let items) where !schema[items].fields.isEmpty: try RecordLayout(schema: schema, node: items)
        default: nil
        }
    }

    private static func fits(_ part: Part, _ kind: Schema.Kind, _ field: FieldKind) -> Bool {
        switch part {
        case .diaSourceId, .alertId: field == .long
        case .observationReason, .targetName: field == .string
        case .cutoutDifference, .cutoutScience, .cutoutTemplate: field == .bytes
        case .prvDiaSources, .prvDiaForcedSources, .prvDiaNondetectionLimits:
            if case .array = kind { true } else { false }
        case .none: false
        default: if case .record = kind { true } else { false }
        }
    }
}
