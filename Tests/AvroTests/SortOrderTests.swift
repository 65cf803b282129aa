import Avro
import Bytes
import Testing

@Suite struct SortOrderTests {
    private let schema = #"""
        {"type":"record","name":"R","fields":[{"name":"a","type":"int","order":"descending"},
         {"name":"skip","type":{"type":"map","values":"int"},"order":"ignore"},{"name":"s","type":["null","string"]}]}
        """#

    private func record(_ a: Int32, _ text: String?) -> Value {
        .record([.int(a), .map([]), text.map { .union(branch: 1, .string($0)) } ?? .union(branch: 0, .null)])
    }

    @Test func `records compare field by field in the order that each asks for`() throws {
        let schema = try Schema(json: schema)
        let sorted = [record(2, nil), record(2, "Z"), record(2, "a"), record(2, "é"), record(1, nil)]
        for (i, left) in sorted.enumerated() {
            for (j, right) in sorted.enumerated() { #expect(try schema.compare(left, right) == (i - j).signum()) }
        }
    }

    @Test(
        arguments: [
            ("\"bytes\"", Value.bytes([1, 0xFF]), .bytes([2])), ("\"double\"", .double(1), .double(.nan)),
            ("\"float\"", .float(-1), .float(0)), ("\"boolean\"", .boolean(false), .boolean(true)),
            (#"{"type":"array","items":"long"}"#, .array([.long(1)]), .array([.long(1), .long(0)])),
            (#"{"type":"enum","name":"E","symbols":["Z","A"]}"#, .enumeration(0), .enumeration(1)),
        ] as [(String, Value, Value)])
    func `the first comes before the second`(text: String, first: Value, second: Value) throws {
        let schema = try Schema(json: text)
        #expect(try schema.compare(first, second) == -1)
        #expect(try schema.compare(second, first) == 1)
        #expect(try schema.compare(second, second) == 0)
    }

    @Test func `maps have no order`() throws {
        let schema = try Schema(json: #"{"type":"map","values":"int"}"#)
        #expect(throws: AvroError.self) { try schema.compare(.map([]), .map([])) }
    }
}
