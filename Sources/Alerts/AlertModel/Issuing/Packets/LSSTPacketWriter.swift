public import Avro
public import Bytes

/// Writes LSST alert packets as Kafka values: Confluent framing around one datum.
///
/// Records are given in their binary form, so a packet costs one allocation and as many copies of bytes as it has
/// parts. A writer is a value that any number of tasks may use at once.
public struct LSSTPacketWriter: Sendable {
    /// The number in the framing: 100 x major + minor.
    public let schemaID: UInt32
    /// The schema of the packets.
    public let schema: Schema
    /// The records of detections, forced photometry and objects.
    public let diaSource: RecordLayout
    /// The items of `prvDiaForcedSources`.
    public let diaForcedSource: RecordLayout
    /// The record of the object.
    public let diaObject: RecordLayout
    private let fields: [PacketField]

    /// A writer of a built-in version such as `11.1`.
    ///
    /// - Throws: `AlertModelError` (`schema`) where there is none.
    public init(version: String) throws(AlertModelError) {
        guard let number = LSSTVersion(version)?.schemaID, let schema = SchemaDirectory.lsst(version: version) else {
            throw AlertModelError(.schema, "no built-in schema is of version '\(version)'")
        }
        try self.init(schema: schema, schemaID: number)
    }

    /// A writer of packets of `schema`, whose fields have the names of LSST's.
    ///
    /// - Throws: `AlertModelError` (`schema`) where it has no such records, or a field that is neither known nor
    ///   nullable.
    public init(schema: Schema, schemaID: UInt32) throws(AlertModelError) {
        var fields: [PacketField] = []
        for field in schema.rootNode.fields { fields.append(try PacketField(schema, field)) }
        func layout(_ name: String) throws(AlertModelError) -> RecordLayout {
            guard let layout = fields.first(where: { $0.name == name })?.layout else {
                throw AlertModelError(.schema, "the schema has no records of that name", path: name)
            }
            return layout
        }
        diaSource = try layout("diaSource")
        diaForcedSource = try layout("prvDiaForcedSources")
        diaObject = try layout("diaObject")
        self.fields = fields
        self.schema = schema
        self.schemaID = schemaID
    }

    /// The record that a field of the packet holds, or whose array it holds, such as `ssSource`, `mpc_orbits` and
    /// `prvDiaNondetectionLimits`; nil where the version has none.
    public func layout(_ field: String) -> RecordLayout? { fields.first { $0.name == field }?.layout }

    /// The solar-system record of this version, with the ephemeris of the detection.
    public var ssSource: RecordLayout? { layout("ssSource") }

    /// The orbit's record of this version: `mpc_orbits` or `MPCORB`.
    public var orbit: RecordLayout? { layout("mpc_orbits") ?? layout("MPCORB") }

    /// The packet of `parts`.
    ///
    /// - Throws: `AlertModelError` (`mapping`) where a part that is not nullable is missing, (`schema`) where a record is
    ///   of another schema; the path is the field. Complexity: O(bytes), one allocation.
    public func write(_ parts: LSSTPacketParts) throws(AlertModelError) -> Bytes {
        var room = 5
        for field in fields { room += try field.value(parts).room }
        return try Bytes(capacity: room) { (memory) throws(AlertModelError) in
            guard let base = memory.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
            var p = base
            p.pointee = 0
            UnsafeMutableRawPointer(p + 1).storeBytes(of: schemaID.bigEndian, as: UInt32.self)
            p += 5
            for field in fields { field.write(try field.value(parts), &p) }
            return p - base
        }
    }
}
