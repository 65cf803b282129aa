import AlertModel
import Avro
import Bytes
import Testing

@Suite(.enabled(if: TestData.isPresent, TestData.reason))
struct RealPacketTests {
    @Test func `A real packet whose values are set one by one is written byte for byte`() throws {
        var versions: Set<String> = []
        for datum in try RealDatum.all() where !datum.isRewritten {
            let writer = try LSSTPacketWriter(schema: datum.schema, schemaID: datum.schemaID)
            let value = try DatumDecoder(schema: datum.schema).decode(datum.datum)
            let packet = try #require(try Rewriting(writer, value, datum.schema).packet())
            #expect(packet.slice(5..<packet.count) == datum.datum, "\(datum.file)")
            #expect(Framing.detect(packet) == .confluent(schemaID: datum.schemaID))
            versions.insert(datum.schema.name?.full ?? "")
        }
        #expect(versions.count > 3)
    }

    @Test func `A real packet that a broker gave another schema returns to LSST's with its values`() throws {
        var packets = 0
        for datum in try RealDatum.all() where datum.isRewritten {
            let writer = try LSSTPacketWriter(version: datum.file.contains("v7.4") ? "7.4" : "9.0")
            let value = try DatumDecoder(schema: datum.schema).decode(datum.datum)
            let packet = try #require(try Rewriting(writer, value, datum.schema).packet())
            let again = try DatumDecoder(schema: writer.schema).decode(packet.slice(5..<packet.count))
            let fields = NamedValues(again, writer.schema, writer.schema.root)
            check(fields, NamedValues(value, datum.schema, datum.schema.root), writer, datum.file)
            #expect(try Rewriting(writer, again, writer.schema).packet() == packet)
            packets += 1
        }
        #expect(packets > 40)
    }

    private func check(_ fields: NamedValues, _ original: NamedValues, _ writer: LSSTPacketWriter, _ file: String) {
        for name in ["diaSource", "diaObject", "ssSource", "MPCORB"] {
            #expect(fields.record(name)?.values == original.record(name)?.values, "\(file) \(name)")
        }
        for name in ["prvDiaSources", "prvDiaForcedSources"] {
            #expect(fields.records(name)?.map(\.values) == original.records(name)?.map(\.values), "\(file) \(name)")
        }
        for name in ["cutoutDifference", "cutoutScience", "cutoutTemplate"] {
            #expect(fields.values[name] == original.values[name], "\(file) \(name)")
        }
    }
}
