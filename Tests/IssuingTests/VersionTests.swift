import AlertModel
import Avro
import Bytes
import Testing

@Suite struct VersionTests {
    @Test(arguments: SchemaDirectory().ids)
    func `Every built-in version writes a packet that its schema reads to the end`(_ id: UInt32) throws {
        let writer = try LSSTPacketWriter(version: "\(id / 100).\(id % 100)")
        let row = RecordValues(writer.diaSource)
        for slot in 0..<row.layout.count { row.set(slot, 1) }
        for slot in 0..<row.layout.count where row.layout.isNullable(slot) { row.unset(slot) }
        var parts = LSSTPacketParts(alertID: .max, diaSource: try EncodedRecord(row))
        parts.prvDiaSources = EncodedRecords(writer.diaSource)
        let packet = try writer.write(parts)
        #expect(Framing.detect(packet) == .confluent(schemaID: id))
        let value = try DatumDecoder(schema: writer.schema).decode(packet.slice(5..<packet.count))
        let fields = NamedValues(value, writer.schema, writer.schema.root)
        #expect(fields.values["diaSourceId"] ?? fields.values["alertId"] == .long(.max))
        #expect(fields.values["prvDiaSources"] == .array([]) && fields.values["prvDiaForcedSources"] == nil)
    }

    @Test func `A version that is not built in has no writer`() {
        #expect(throws: AlertModelError.self) { try LSSTPacketWriter(version: "99.0") }
        #expect(throws: AlertModelError.self) { try LSSTPacketWriter(version: "") }
    }
}
