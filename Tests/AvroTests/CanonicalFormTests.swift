import Avro
import Bytes
import Testing

/// Examples published with the specification's reference implementation (share/test/data/schema-tests.txt).
@Suite struct CanonicalFormTests {
    @Test(
        arguments: [
            (#""null""#, #""null""#, 7_195_948_357_588_979_594),
            (#"{"type":"boolean"}"#, #""boolean""#, -6_970_731_678_124_411_036),
            (#""int""#, #""int""#, 8_247_732_601_305_521_295),
            (#""long""#, #""long""#, -3_434_872_931_120_570_953),
            (#""float""#, #""float""#, 5_583_340_709_985_441_680),
            (#""double""#, #""double""#, -8_181_574_048_448_539_266),
            (#""bytes""#, #""bytes""#, 5_746_618_253_357_095_269),
            (#""string""#, #""string""#, -8_142_146_995_180_207_161),
            (#"[  ]"#, #"[]"#, -1_241_056_759_729_112_623),
            (#"[ "int"  ]"#, #"["int"]"#, -5_232_228_896_498_058_493),
            (
                #"{"fields":[], "type":"record", "name":"foo", "doc":"d", "aliases":["foo","bar"]}"#,
                #"{"name":"foo","type":"record","fields":[]}"#, -4_824_392_279_771_201_922
            ),
            (
                #"{"fields":[], "type":"record", "name":"foo", "namespace":"x.y"}"#,
                #"{"name":"x.y.foo","type":"record","fields":[]}"#, 5_916_914_534_497_305_771
            ),
            (
                #"{"type":"enum", "name":"foo", "symbols":["A1"]}"#,
                #"{"name":"foo","type":"enum","symbols":["A1"]}"#, -6_342_190_197_741_309_591
            ),
            (
                #"{"name":"foo","type":"fixed","size":15}"#,
                #"{"name":"foo","type":"fixed","size":15}"#, 1_756_455_273_707_447_556
            ),
            (
                #"{ "items":{"type":"null"}, "type":"array"}"#,
                #"{"type":"array","items":"null"}"#, -589_620_603_366_471_059
            ),
            (
                #"{ "values":"string", "type":"map"}"#,
                #"{"type":"map","values":"string"}"#, -8_732_877_298_790_414_990
            ),
        ] as [(String, String, Int64)])
    func `the published examples have their canonical form and fingerprint`(
        text: String, form: String, fingerprint: Int64
    ) throws {
        let schema = try Schema(json: text)
        #expect(schema.canonicalForm == form)
        #expect(Int64(bitPattern: schema.crc64) == fingerprint)
    }

    @Test func `MD5 and SHA-256 are of the canonical form`() throws {
        let schema = try Schema(json: #"{"type": "int"}"#)
        #expect(hex(schema.md5.array) == "ef524ea1b91e73173d938ade36c1db32")
        #expect(hex(schema.sha256.array) == "3f2b87a9fe7cc9b13835598c3981cd45e3e355309e5090aa0933d7becb6fba45")
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
