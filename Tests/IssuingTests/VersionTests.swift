import AlertModel
import Avro
import Bytes
import Testing

@Suite struct VersionTests {
    @Test(arguments: SchemaDirectory().ids.filter { $0 != SchemaDirectory.ztfID })
    func `Every built-in version of LSST writes a packet that its schema reads to the end`(_ id: UInt32) throws {
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

    @Test(arguments: SchemaDirectory().ids.filter { $0 != SchemaDirectory.ztfID })
    func `Every built-in version of LSST takes the fields of today, under its own names`(_ id: UInt32) throws {
        let writer = try LSSTPacketWriter(version: "\(id / 100).\(id % 100)")
        let (sources, objects) = (
            FieldSlots<DiaSourceField>(writer.diaSource), FieldSlots<DiaObjectField>(writer.diaObject)
        )
        let (source, object) = (RecordValues(writer.diaSource), RecordValues(writer.diaObject))
        for slot in 0..<source.layout.count where !source.layout.isNullable(slot) { source.set(slot, 2) }
        for slot in 0..<object.layout.count where !object.layout.isNullable(slot) { object.set(slot, 2) }
        source.set(sources[.timeProcessedMjdTai], 60_000.5 + 37.25 / 86_400)
        source.set(sources[.isNegative], true)
        object.set(objects[.validityStartMjdTai], 60_000.5 + 37.25 / 86_400)
        var parts = LSSTPacketParts(alertID: 2, diaSource: try EncodedRecord(source))
        parts.diaObject = try EncodedRecord(object)
        let packet = try writer.write(parts)
        let value = try DatumDecoder(schema: writer.schema).decode(packet.slice(5..<packet.count))
        let fields = NamedValues(value, writer.schema, writer.schema.root)
        let (found, whole) = (try #require(fields.record("diaSource")), try #require(fields.record("diaObject")))
        #expect((sources[.timeProcessedMjdTai] != nil) == (id >= 800) && (sources[.isNegative] != nil) == (id >= 703))
        #expect((found.values["is_negative"] ?? found.values["isNegative"]) == .boolean(true) || id < 703)
        if id == 800 {
            // Noon of 2023-02-25, UTC, and a quarter of a second, to what a double of days can tell.
            for time in [found.values["time_processed"], whole.values["validityStart"]] {
                let microseconds = if case .long(let number)? = time { number } else { Int64(0) }
                #expect(abs(microseconds - 1_677_326_400_250_000) < 2)
            }
        }
    }

    @Test func `A version that is not built in has no writer`() {
        #expect(throws: AlertModelError.self) { try LSSTPacketWriter(version: "99.0") }
        #expect(throws: AlertModelError.self) { try LSSTPacketWriter(version: "") }
    }
}
