import Avro
import Bytes
import Testing

@Suite struct ResolutionTests {
    private func resolve(_ value: Value, _ writer: String, _ reader: String, names: Bool = true) throws -> Value {
        let schema = try Schema(json: writer)
        let datum = try DatumEncoder(schema: schema).encode(value)
        return try ResolvedDecoder(writer: schema, reader: Schema(json: reader), namesMustMatch: names).decode(datum)
    }

    @Test(
        arguments: [
            (Value.int(7), "\"int\"", "\"long\"", Value.long(7)), (.int(7), "\"int\"", "\"float\"", .float(7)),
            (.int(7), "\"int\"", "\"double\"", .double(7)), (.long(7), "\"long\"", "\"float\"", .float(7)),
            (.long(7), "\"long\"", "\"double\"", .double(7)), (.float(1.5), "\"float\"", "\"double\"", .double(1.5)),
            (.string("é"), "\"string\"", "\"bytes\"", .bytes([0xC3, 0xA9])),
            (.bytes([0xC3, 0xA9]), "\"bytes\"", "\"string\"", .string("é")),
            (.int(7), "\"int\"", #"["null","long"]"#, .union(branch: 1, .long(7))),
            (.int(7), "\"int\"", #"["long","int"]"#, .union(branch: 1, .int(7))),
            (.union(branch: 1, .int(7)), #"["null","int"]"#, "\"double\"", .double(7)),
            (.union(branch: 1, .int(7)), #"["null","int"]"#, #"["string","long","null"]"#, .union(branch: 1, .long(7))),
            (
                .array([.int(1)]), #"{"type":"array","items":"int"}"#, #"{"type":"array","items":"double"}"#,
                .array([.double(1)])
            ),
            (
                .map([.init("k", .int(1))]), #"{"type":"map","values":"int"}"#, #"{"type":"map","values":"long"}"#,
                .map([.init("k", .long(1))])
            ),
        ] as [(Value, String, String, Value)])
    func `values are promoted`(value: Value, writer: String, reader: String, expected: Value) throws {
        #expect(try resolve(value, writer, reader) == expected)
    }

    @Test(arguments: [
        ("\"long\"", "\"int\""), ("\"double\"", "\"float\""), ("\"string\"", "\"int\""), ("\"int\"", "\"boolean\""),
        ("\"null\"", "\"int\""), (#"{"type":"array","items":"int"}"#, #"{"type":"map","values":"int"}"#),
        (#"{"type":"fixed","name":"F","size":2}"#, #"{"type":"fixed","name":"F","size":3}"#),
        (#"{"type":"fixed","name":"F","size":2}"#, #"{"type":"fixed","name":"G","size":2}"#),
        (#"["string","boolean"]"#, "\"int\""), ("\"int\"", #"["string","boolean"]"#),
    ])
    func `types that do not match are refused when the plan is made`(writer: String, reader: String) throws {
        #expect(throws: AvroError.self) {
            try ResolvedDecoder(writer: Schema(json: writer), reader: Schema(json: reader))
        }
    }

    private let writer = #"""
        {"type":"record","name":"a.R","fields":[{"name":"gone","type":{"type":"array","items":"string"}},
         {"name":"old","type":"int"},{"name":"same","type":"string"}]}
        """#

    @Test func `fields are matched by name and alias, missing ones take defaults, unknown ones are passed over`() throws
    {
        let reader = #"""
            {"type":"record","name":"b.R","fields":[{"name":"same","type":"string"},
             {"name":"new","type":"long","aliases":["old"]},{"name":"added","type":["null","int"],"default":null},
             {"name":"more","type":{"type":"record","name":"M","fields":[{"name":"x","type":"bytes"}]},
              "default":{"x":"\u00ff"}}]}
            """#
        let value = Value.record([.array([.string("x")]), .int(5), .string("s")])
        let expected = Value.record([
            .string("s"), .long(5), .union(branch: 0, .null), .record([.bytes([0xFF])]),
        ])
        #expect(try resolve(value, writer, reader) == expected)
    }

    @Test func `a missing field without default is refused and named`() throws {
        let reader = #"{"type":"record","name":"R","fields":[{"name":"needed","type":"int"}]}"#
        let error = #expect(throws: AvroError.self) {
            try ResolvedDecoder(writer: Schema(json: writer), reader: Schema(json: reader))
        }
        #expect(error?.path == "needed")
    }

    @Test func `records of other names match by alias or where names are not asked for`() throws {
        let value = Value.record([.int(1)])
        let from = #"{"type":"record","name":"topLevelRecord","fields":[{"name":"x","type":"int"}]}"#
        let to = #"{"type":"record","name":"n.Alert","fields":[{"name":"x","type":"int"}]}"#
        let alias =
            #"{"type":"record","name":"n.Alert","aliases":[".topLevelRecord"],"fields":[{"name":"x","type":"int"}]}"#
        #expect(throws: AvroError.self) { try resolve(value, from, to) }
        #expect(try resolve(value, from, to, names: false) == value)
        #expect(try resolve(value, from, alias) == value)
    }

    @Test func `symbols are matched by name, unknown ones become the reader's default or an error`() throws {
        let writer = #"{"type":"enum","name":"E","symbols":["A","B","C"]}"#
        let reader = #"{"type":"enum","name":"E","symbols":["C","A"],"default":"A"}"#
        #expect(try resolve(.enumeration(2), writer, reader) == .enumeration(0))
        #expect(try resolve(.enumeration(1), writer, reader) == .enumeration(1))
        let strict = #"{"type":"enum","name":"E","symbols":["C","A"]}"#
        #expect(try resolve(.enumeration(0), writer, strict) == .enumeration(1))
        #expect(throws: AvroError.self) { try resolve(.enumeration(1), writer, strict) }
    }

    @Test func `a branch that the reader lacks is refused only when it is met`() throws {
        #expect(try resolve(.union(branch: 0, .int(1)), #"["int","string"]"#, "\"long\"") == .long(1))
        #expect(throws: AvroError.self) {
            try resolve(.union(branch: 1, .string("")), #"["int","string"]"#, "\"long\"")
        }
    }

    @Test func `recursive schemas resolve`() throws {
        let writer =
            #"{"type":"record","name":"L","fields":[{"name":"v","type":"int"},{"name":"n","type":["null","L"]}]}"#
        let reader =
            #"{"type":"record","name":"L","fields":[{"name":"n","type":["null","L"]},{"name":"v","type":"long"}]}"#
        let value = Value.record([.int(1), .union(branch: 1, .record([.int(2), .union(branch: 0, .null)]))])
        let inner = Value.record([.union(branch: 0, .null), .long(2)])
        #expect(try resolve(value, writer, reader) == .record([.union(branch: 1, inner), .long(1)]))
    }

    @Test(arguments: 1...3)
    func `Each of several nullable fields is promoted`(count: Int) throws {
        let value = Value.record(Array(repeating: .union(branch: 1, .float(1.5)), count: count))
        let expected = Value.record(Array(repeating: .union(branch: 1, .double(1.5)), count: count))
        let (writer, reader) = (Self.record("float", count), Self.record("double", count))
        #expect(try resolve(value, writer, reader) == expected)
        let rows = (writer: Self.rows(of: writer), reader: Self.rows(of: reader))
        let nested = try resolve(
            .record([.array([value, value]), value]), rows.writer, rows.reader)
        #expect(nested == .record([.array([expected, expected]), expected]))
    }

    /// A record of `count` fields that are null or `type`.
    private static func record(_ type: String, _ count: Int) -> String {
        let fields = (0..<count).map { #"{"name":"f\#($0)","type":["null","\#(type)"]}"# }
        return #"{"type":"record","name":"Row","fields":[\#(fields.joined(separator: ","))]}"#
    }

    /// A record of an array of `row` and one more of it.
    private static func rows(of row: String) -> String {
        #"""
        {"type":"record","name":"Rows","fields":[{"name":"many","type":{"type":"array","items":\#(row)}},
         {"name":"one","type":"Row"}]}
        """#
    }

    @Test func `What matched only inside a type that did not match is looked at again`() throws {
        let node = #"{"type":"record","name":"S","fields":[{"name":"back","type":["null","R"]}]}"#
        let writer = #"""
            {"type":"record","name":"R","fields":[{"name":"inner","type":\#(node)},{"name":"mark","type":"string"}]}
            """#
        let reader = #"""
            [{"type":"record","name":"n.R","fields":[
              {"name":"inner","type":{"type":"record","name":"S","fields":[{"name":"back","type":["null","R"]}]}},
              {"name":"mark","type":"int"}]},
             {"type":"record","name":"m.R","fields":[{"name":"inner","type":"n.S"},{"name":"mark","type":"string"}]}]
            """#
        let value = Value.record([.record([.union(branch: 0, .null)]), .string("x")])
        #expect(try resolve(value, writer, reader) == .union(branch: 1, value))
        let deeper = Value.record([.record([.union(branch: 1, value)]), .string("x")])
        #expect(throws: AvroError.self) { try resolve(deeper, writer, reader) }
    }
}
