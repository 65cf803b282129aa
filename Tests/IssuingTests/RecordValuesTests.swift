import AlertModel
import Avro
import Bytes
import Testing

@Suite struct RecordValuesTests {
    private let writer: LSSTPacketWriter

    init() throws { writer = try LSSTPacketWriter(version: "11.1") }

    private func source() -> RecordValues {
        let values = RecordValues(writer.diaSource)
        let slots = FieldSlots<DiaSourceField>(writer.diaSource)
        for field in [DiaSourceField.diaSourceId, .visit, .detector, .psfNdata, .trailNdata, .dipoleNdata, .bboxSize] {
            values.set(slots[field], 7)
        }
        for field in [DiaSourceField.midpointMjdTai, .ra, .dec, .x, .y, .timeProcessedMjdTai] {
            values.set(slots[field], 1.5)
        }
        return values
    }

    private func decoded(_ values: RecordValues) throws -> NamedValues {
        let parts = LSSTPacketParts(alertID: 7, diaSource: try EncodedRecord(values))
        let packet = try writer.write(parts)
        let value = try DatumDecoder(schema: writer.schema).decode(packet.slice(5..<packet.count))
        return try #require(NamedValues(value, writer.schema, writer.schema.root).record("diaSource"))
    }

    @Test func `Every field of schema 11.1 has a slot, in the order of its record`() throws {
        let slots = FieldSlots<DiaSourceField>(writer.diaSource)
        #expect(DiaSourceField.allCases.map { slots[$0] } == Array(0..<writer.diaSource.count))
        let forced = FieldSlots<DiaForcedSourceField>(writer.diaForcedSource)
        #expect(DiaForcedSourceField.allCases.map { forced[$0] } == Array(0..<writer.diaForcedSource.count))
        let object = FieldSlots<DiaObjectField>(writer.diaObject)
        #expect(DiaObjectField.allCases.map { object[$0] } == Array(0..<writer.diaObject.count))
        let moving = FieldSlots<SSSourceField>(try #require(writer.ssSource))
        #expect(SSSourceField.allCases.map { moving[$0] } == Array(0..<39))
        let orbit = FieldSlots<OrbitField>(try #require(writer.orbit))
        #expect(OrbitField.allCases.map { orbit[$0] } == Array(0..<53))
    }

    @Test func `A field that must have a value and has none is named`() throws {
        let values = source()
        values.unset(writer.diaSource.slot("psfNdata"))
        let error = #expect(throws: AlertModelError.self) { try EncodedRecord(values) }
        #expect(error?.path == "psfNdata")
        values.clear()
        #expect(#expect(throws: AlertModelError.self) { try EncodedRecord(values) }?.path == "diaSourceId")
    }

    @Test(arguments: [Int64.max, .min, 170_059_286_935_240_883, 0, -1, 1 << 53 + 1])
    func `All 64 bits of an id survive`(_ id: Int64) throws {
        let values = source()
        values.set("diaSourceId", id)
        #expect(try decoded(values).values["diaSourceId"] == .long(id))
    }

    @Test func `NaN, infinities and negative zero are values, bit for bit`() throws {
        let values = source()
        let odd = Float(bitPattern: 0x7fc1_2345)
        values.set(writer.diaSource.slot("psfFlux"), odd)
        values.set("ra", Double.nan)
        values.set("dec", -0.0)
        values.set("snr", Double.infinity)
        let fields = try decoded(values).values
        #expect(fields["psfFlux"] == .float(odd) && fields["ra"] == .double(.nan))
        #expect(fields["dec"] == .double(-0.0) && fields["snr"] == .float(.infinity))
    }

    @Test func `A value that its field cannot hold is an error that names the field`() throws {
        let wrong: [(String, (RecordValues, Int?) -> Void)] = [
            ("detector", { $0.set($1, Int64(1) << 31) }), ("visit", { $0.set($1, 0.5) }),
            ("band", { $0.set($1, 3) }), ("ra", { $0.set($1, "12") }), ("psfFlux_flag", { $0.set($1, 1) }),
        ]
        for (name, set) in wrong {
            let values = source()
            set(values, writer.diaSource.slot(name))
            #expect(#expect(throws: AlertModelError.self) { try EncodedRecord(values) }?.path == name)
        }
    }

    @Test func `A field that a version lacks is passed over`() throws {
        let old = try LSSTPacketWriter(version: "7.4")
        #expect(old.diaSource.slot("exposureTime") == nil)
        let values = RecordValues(old.diaSource)
        values.set(old.diaSource.slot("exposureTime"), 30.0)
        values.set(-1, 1.0)
        values.set(100_000, "text")
        #expect(!values.isSet(old.diaSource.slot("exposureTime")))
    }

    @Test func `A record or a history of another version is refused`() throws {
        let old = try LSSTPacketWriter(version: "9.0")
        let record = try EncodedRecord(source())
        #expect(throws: AlertModelError.self) { try old.write(LSSTPacketParts(alertID: 7, diaSource: record)) }
        var history = EncodedRecords(old.diaSource)
        #expect(throws: AlertModelError.self) { try history.append(record) }
        #expect(throws: AlertModelError.self) { try history.append(source()) }
        #expect(history.count == 0 && history.byteCount == 0)
    }

    @Test func `A history that loses its oldest records holds the others`() throws {
        var history = EncodedRecords(writer.diaSource)
        let values = source()
        for id in 0..<200 {
            values.set("diaSourceId", Int64(id))
            if id.isMultiple(of: 2) { try history.append(values) } else { try history.append(EncodedRecord(values)) }
            if id >= 50 { history.removeFirst(1) }
        }
        var parts = LSSTPacketParts(alertID: 7, diaSource: try EncodedRecord(values))
        parts.prvDiaSources = history
        let packet = try writer.write(parts)
        let value = try DatumDecoder(schema: writer.schema).decode(packet.slice(5..<packet.count))
        let found = NamedValues(value, writer.schema, writer.schema.root).records("prvDiaSources")
        #expect(found?.map { $0.values["diaSourceId"] } == (150..<200).map { .long(Int64($0)) })
    }

    @Test(arguments: [
        (#"{"name":"a","type":"int"}"#, true), (#"{"name":"a","type":"long"}"#, false),
        (#"{"name":"b","type":"int"}"#, false), (#"{"name":"a","type":["null","int"]}"#, false),
        (#"{"name":"a","type":"int"},{"name":"b","type":"int"}"#, false),
    ])
    func `A record of a schema with the same name and other fields is refused`(fields: String, isSame: Bool) throws {
        func layout(_ fields: String) throws -> RecordLayout {
            let schema = try Schema(json: #"{"type":"record","name":"R","fields":[\#(fields)]}"#)
            return try RecordLayout(schema: schema, node: schema.root)
        }
        let values = RecordValues(try layout(fields))
        values.set("a", 3)
        values.set("b", 3)
        var records = EncodedRecords(try layout(#"{"name":"a","type":"int"}"#))
        if isSame {
            try records.append(values)
        } else {
            #expect(throws: AlertModelError.self) { try records.append(values) }
        }
    }
}
