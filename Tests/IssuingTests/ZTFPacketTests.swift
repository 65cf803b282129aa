import AlertModel
import Avro
import Bytes
import Testing

@Suite struct ZTFPacketTests {
    private func filled(_ layout: RecordLayout, jd: Double) -> RecordValues {
        let row = RecordValues(layout)
        for slot in 0..<layout.count where !layout.isNullable(slot) {
            if layout.kind(slot) == .string { row.set(slot, "t") } else { row.set(slot, 2) }
        }
        row.set("jd", jd)
        return row
    }

    @Test func `A ZTF packet is a container file that holds what was set`() throws {
        let writer = try ZTFPacketWriter(sync: Bytes([UInt8](repeating: 9, count: 16)))
        var parts = ZTFPacketParts(
            publisher: "test", objectId: "ZTF18abcdefg", candid: 2_459_000_123_456_789_012,
            candidate: try EncodedRecord(filled(writer.candidate, jd: 2_460_000.5)))
        var history = EncodedRecords(writer.prvCandidate)
        for day in 1...3 { try history.append(filled(writer.prvCandidate, jd: 2_459_990.5 + Double(day))) }
        parts.prvCandidates = history
        parts.fpHists = EncodedRecords(writer.fpHist)
        parts.cutoutTemplate = .init(fileName: "t.fits.gz", stampData: [1, 2, 3])
        let file = try writer.write(parts)
        var reader = try ContainerReader(file: file)
        let block = try #require(try reader.next())
        let value = try DatumDecoder(schema: try #require(reader.header?.schema)).decode(block.data)
        try reader.finish()
        let fields = NamedValues(value, writer.schema, writer.schema.root)
        #expect(fields.values["candid"] == .long(2_459_000_123_456_789_012))
        #expect(fields.values["objectId"] == .string("ZTF18abcdefg") && block.count == 1)
        #expect(fields.record("candidate")?.values["jd"] == .double(2_460_000.5))
        let days = fields.records("prv_candidates")?.map { $0.values["jd"] }
        #expect(days == (1...3).map { .double(2_459_990.5 + Double($0)) })
        #expect(fields.records("fp_hists")?.isEmpty == true && fields.record("cutoutScience") == nil)
        #expect(fields.record("cutoutTemplate")?.values["stampData"] == .bytes([1, 2, 3]))
        #expect(try DatumEncoder(schema: writer.schema).encode(value) == block.data)
    }

    @Test func `Every field of schema 4.02 has a slot, in the order of its record`() throws {
        let writer = try ZTFPacketWriter()
        let slots = FieldSlots<ZTFCandidateField>(writer.candidate)
        #expect(ZTFCandidateField.allCases.map { slots[$0] } == Array(0..<writer.candidate.count))
        let forced = FieldSlots<ZTFForcedField>(writer.fpHist)
        #expect(ZTFForcedField.allCases.map { forced[$0] } == Array(0..<writer.fpHist.count))
        let earlier = FieldSlots<ZTFCandidateField>(writer.prvCandidate)
        #expect(ZTFCandidateField.allCases.compactMap { earlier[$0] }.sorted() == Array(0..<writer.prvCandidate.count))
    }

    @Test func `A record of LSST in a ZTF packet is refused`() throws {
        let writer = try ZTFPacketWriter()
        let lsst = try LSSTPacketWriter(version: "11.1")
        let record = EncodedRecord(bytes: [], of: lsst.diaSource)
        let parts = ZTFPacketParts(publisher: "t", objectId: "ZTF18abcdefg", candid: 1, candidate: record)
        #expect(throws: AlertModelError.self) { try writer.write(parts) }
    }
}
