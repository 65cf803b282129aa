import Avro
import Bytes
import Testing

@Suite struct JSONEncodingTests {
    private let schema = #"""
        {"type":"record","name":"n.R","fields":[{"name":"id","type":"long"},{"name":"u","type":["null","string",
         {"type":"fixed","name":"F","size":2}]},{"name":"b","type":"bytes"},{"name":"x","type":"double"},
         {"name":"f","type":"float"},{"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]}}]}
        """#

    private func record(_ u: Value, _ x: Double = .nan) -> Value {
        .record([.long(.max), u, .bytes([0, 0xFF]), .double(x), .float(0.1), .enumeration(1)])
    }

    @Test func `Avro's JSON names union branches and writes bytes as text`() throws {
        let schema = try Schema(json: schema)
        let text = try schema.json(of: record(.union(branch: 2, .fixed([1, 0xE9])), 2.5)).text()
        #expect(
            text
                == "{\"id\":9223372036854775807,\"u\":{\"n.F\":\"\\u0001é\"},\"b\":\"\\u0000ÿ\",\"x\":2.5,\"f\":0.1,\"e\":\"B\"}"
        )
        #expect(try schema.json(of: record(.union(branch: 0, .null)))["u"] == .null)
    }

    @Test func `plain JSON has bare unions, base64 and null for NaN`() throws {
        let schema = try Schema(json: schema)
        let text = try schema.json(of: record(.union(branch: 1, .string("s"))), style: .plain).text()
        #expect(text == #"{"id":9223372036854775807,"u":"s","b":"AP8=","x":null,"f":0.1,"e":"B"}"#)
    }

    @Test(
        arguments: [([], ""), ([0x66], "Zg=="), ([0x66, 0x6F], "Zm8="), ([0x66, 0x6F, 0x6F], "Zm9v")]
            as [([UInt8], String)])
    func `base64 has the published test vectors`(bytes: [UInt8], text: String) throws {
        let schema = try Schema(json: "\"bytes\"")
        #expect(try schema.json(of: .bytes(Bytes(bytes)), style: .plain) == .string(text))
    }

    @Test func `JSON of the wrong type is refused and named`() throws {
        let schema = try Schema(json: schema)
        let json = try JSON(parsing: #"{"id":1,"u":"untagged","b":"","x":1,"f":1,"e":"A"}"#)
        let error = #expect(throws: AvroError.self) { try schema.value(ofJSON: json) }
        #expect(error?.path == "u")
    }
}
