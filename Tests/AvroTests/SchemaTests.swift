import Avro
import Bytes
import Testing

@Suite struct SchemaTests {
    static let linkedList = #"""
        {"type": "record", "name": "LongList", "namespace": "org.example", "aliases": ["Old"], "version": "9.0",
         "fields": [{"name": "value", "type": "long", "doc": "d", "unit": "s"},
                    {"name": "next", "type": ["null", "LongList"], "default": null}]}
        """#

    @Test func `a record refers to itself by its own node`() throws {
        let schema = try Schema(json: Self.linkedList)
        let next = try #require(schema.rootNode.fields.last)
        #expect(schema[next.type].kind == .union([0, schema.root]))
        #expect(schema.name?.full == "org.example.LongList")
        #expect(schema.rootNode.aliases.map(\.full) == ["org.example.Old"])
    }

    @Test func `attributes that the specification does not know are kept`() throws {
        let schema = try Schema(json: Self.linkedList)
        #expect(schema.rootNode.property("version") == .string("9.0"))
        #expect(schema.rootNode.fields[0].properties == [.init("unit", .string("s"))])
    }

    @Test func `a schema written as JSON reads as the same schema`() throws {
        for text in [Self.linkedList, Self.everything] {
            let schema = try Schema(json: text)
            #expect(try Schema(json: schema.json.text()) == schema)
            #expect(try Schema(json: schema.json.text(indent: 2)) == schema)
        }
    }

    static let everything = #"""
        {"type": "record", "name": "n.s.All", "fields": [
          {"name": "d", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
          {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"], "default": "B"}, "default": "A"},
          {"name": "f", "type": {"type": "fixed", "name": "other.F", "size": 12, "logicalType": "duration"}},
          {"name": "m", "type": {"type": "map", "values": {"type": "array", "items": "E"}}, "order": "ignore"},
          {"name": "g", "type": "other.F", "aliases": ["h"]},
          {"name": "t", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}], "default": null}]}
        """#

    @Test func `logical types are known where they fit and ignored where they do not`() throws {
        func logical(_ text: String) throws -> LogicalType? { try Schema(json: text).rootNode.logicalType }
        #expect(try logical(#"{"type":"int","logicalType":"date"}"#) == .date)
        #expect(try logical(#"{"type":"long","logicalType":"date"}"#) == nil)
        #expect(try logical(#"{"type":"string","logicalType":"uuid"}"#) == .uuid)
        #expect(try logical(#"{"type":"long","logicalType":"local-timestamp-nanos"}"#) == .localTimestampNanos)
        #expect(
            try logical(#"{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}"#)
                == .decimal(precision: 4, scale: 2))
        #expect(try logical(#"{"type":"bytes","logicalType":"decimal","precision":2,"scale":4}"#) == nil)
        #expect(try logical(#"{"type":"fixed","name":"F","size":1,"logicalType":"decimal","precision":3}"#) == nil)
        #expect(try logical(#"{"type":"fixed","name":"F","size":11,"logicalType":"duration"}"#) == nil)
        #expect(try logical(#"{"type":"long","logicalType":"no-such"}"#) == nil)
    }

    @Test(arguments: [
        (#"{"type":"record","name":"R","fields":[{"name":"a","type":"nowhere"}]}"#, "nowhere"),
        (#"{"type":"record","name":"R","fields":[{"name":"a","type":"R"}]}"#, "itself"),
        (#"["null",["int"]]"#, "union"),
        (#"["int","int"]"#, "twice"),
        (#"{"type":"enum","name":"E","symbols":["A","A"]}"#, "twice"),
        (#"{"type":"fixed","name":"F","size":-1}"#, "size"),
        (#"{"type":"record","name":"9R","fields":[]}"#, "valid name"),
        (#"{"type":"record","name":"R","fields":[{"name":"a","type":"int","default":null}]}"#, "default"),
        (#"{"type":"record","name":"R"}"#, "fields"),
        (#"{"type":"array"}"#, "items"),
        (#"{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"a","type":"int"}]}"#, "twice"),
    ])
    func `what the specification forbids is refused with the reason`(text: String, word: String) throws {
        let error = #expect(throws: AvroError.self) { try Schema(json: text) }
        #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    }

    @Test func `a lenient reading lets a null default pass with a warning`() throws {
        let text = #"{"type":"record","name":"R","fields":[{"name":"a","type":"int","default":null}]}"#
        let schema = try Schema(json: text, .lenient)
        #expect(schema.warnings.count == 1)
        #expect(schema.warnings.first?.contains("R.a") == true)
    }

    @Test(arguments: ["", "{", "[1,]", "{\"a\":1,\"a\":2}", "\"\\ud800\"", "01", "nul", "\"\u{1}\"", "[]]", "-"])
    func `faulty JSON gives the byte where it is faulty`(text: String) throws {
        let error = #expect(throws: AvroError.self) { try JSON(parsing: text) }
        #expect(error?.offset != nil)
    }

    @Test func `JSON keeps all 64 bits of whole numbers and every escape`() throws {
        let json = try JSON(parsing: #"{"id": 9223372036854775807, "t": "\u00e9\ud83d\ude00\n", "x": [-0.5e-3, true]}"#)
        #expect(json["id"] == .integer(.max))
        #expect(json["t"] == .string("é😀\n"))
        #expect(try JSON(parsing: json.text()) == json)
    }

    @Test func `deep nesting is refused`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: AvroError.self) { try JSON(parsing: deep) }
        let array =
            String(repeating: #"{"type":"array","items":"#, count: 120) + "\"int\"" + String(repeating: "}", count: 120)
        #expect(throws: AvroError.self) { try Schema(json: array) }
    }

    @Test func `types in several texts find each other by name in any order`() throws {
        let outer = Bytes(utf8: #"{"type":"record","name":"o.A","fields":[{"name":"b","type":["null","o.B"]}]}"#)
        let inner = Bytes(utf8: #"{"namespace":"o","type":"record","name":"B","fields":[{"name":"x","type":"int"}]}"#)
        let unused = Bytes(utf8: #"{"namespace":"o","type":"record","name":"C","fields":[]}"#)
        let schema = try Schema(definitions: [inner, unused, outer])
        #expect(schema.name?.full == "o.A")
        #expect(try Schema(definitions: [inner, outer], root: "o.B").name?.full == "o.B")
    }

    @Test func `the cache parses a text once and tells texts apart`() throws {
        let cache = SchemaCache(capacity: 2)
        for size in [1, 2, 1, 3, 4, 1] {
            let text = Bytes(utf8: #"{"type":"fixed","name":"F","size":\#(size)}"#)
            guard case .fixed(let fixed) = try cache.schema(text).rootNode.kind else { continue }
            #expect(fixed.size == size)
        }
        #expect(throws: AvroError.self) { try cache.schema(Bytes(utf8: "no")) }
    }
}
