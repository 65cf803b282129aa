import AlertModel
import AlertTesting
import Avro
import Bytes
import Testing

@testable import Distribution

@Suite struct PacketOpenerTests {
    private func schema() throws -> Schema { try #require(SchemaDirectory.lsst(version: "11.1")) }

    /// The datum of a packet of LSST 11.1.
    private func datum() throws -> Bytes {
        let packet = try SyntheticPackets(seed: 3, objectCount: 2, historyLength: 1).lsst(0, version: "11.1")
        return try #require(Framing.detect(packet)).datum(of: packet)
    }

    private func refusal(_ opener: PacketOpener, _ file: Bytes) -> DistributionError? {
        #expect(throws: DistributionError.self) { try opener.records(in: file, origin: "x") }
    }

    @Test func `a single-object packet is read with the built-in schema of its fingerprint`() throws {
        let datum = try datum()
        let framing = Framing.singleObject(fingerprint: try schema().crc64)
        let file = try framing.frame(datum)
        let record = try #require(try PacketOpener(SchemaDirectory()).records(in: file, origin: "x").first)
        #expect(record.datum == datum && record.framing == framing && record.schema.name?.full == "lsst.v11_1.alert")
        #expect(record.alone == file && record.wrapped(datum) == file)
        let error = refusal(PacketOpener(.empty), file)
        #expect(error?.isBadInput == true && error?.description.contains("fingerprint") == true)
    }

    @Test func `a single-object packet is read with a schema that was added`() throws {
        let schema = try Schema(json: #"{"type":"record","name":"own.R","fields":[{"name":"x","type":"long"}]}"#)
        var directory = SchemaDirectory.empty
        directory.add(schema, id: 5)
        let file = try Framing.singleObject(fingerprint: schema.crc64).frame([2])
        #expect(try PacketOpener(directory).records(in: file, origin: "x").first?.schema == schema)
    }

    @Test func `a bare datum is read with the schema that was given, and with none refused`() throws {
        let datum = try datum()
        let opener = PacketOpener(SchemaDirectory(), given: try schema())
        let record = try #require(try opener.records(in: datum, origin: "x").first)
        #expect(record.datum == datum && record.framing == nil && record.alone == datum)
        #expect(refusal(PacketOpener(SchemaDirectory()), datum)?.description.contains("--schema") == true)
        let cut = refusal(opener, datum.slice(0..<datum.count - 9))
        #expect(cut?.isBadInput == true && cut?.description.contains("lsst.v11_1.alert") == true)
    }

    @Test func `a bare datum that begins as Confluent framing does is read as it is`() throws {
        let schema = try Schema(json: #"{"type":"record","name":"R","fields":[{"name":"x","type":"bytes"}]}"#)
        let opener = PacketOpener(.empty, given: schema)
        let empty: Bytes = [0]
        #expect(try opener.records(in: empty, origin: "x").first?.datum == empty)
        let framed: Bytes = [0, 0, 0, 0, 9, 4, 7, 7]
        let record = try #require(try opener.records(in: framed, origin: "x").first)
        #expect(record.framing == .confluent(schemaID: 9) && record.datum == [4, 7, 7])
        let numbers = try Schema(json: #"{"type":"fixed","name":"F","size":6}"#)
        let bare: Bytes = [0, 0, 0, 0, 9, 4]
        #expect(try PacketOpener(.empty, given: numbers).records(in: bare, origin: "x").first?.datum == bare)
    }

    @Test func `packets of a known schema are not read with the one that was given`() throws {
        let packet = try SyntheticPackets(seed: 3, objectCount: 2, historyLength: 1).lsst(0, version: "11.1")
        let other = try Schema(json: #"{"type":"record","name":"R","fields":[]}"#)
        let record = try PacketOpener(SchemaDirectory(), given: other).records(in: packet, origin: "x").first
        #expect(record?.schema.name?.full == "lsst.v11_1.alert")
    }
}
