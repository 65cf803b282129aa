import Avro
import Bytes
import Foundation
import Testing

/// Datums read with another schema than they were written with, beside fastavro's reading.
@Suite(.enabled(if: Python.hasFastavro, "no Python with fastavro (TOCSIN_PYTHON)"))
struct ResolutionOracleTests {
    @Test func `Datums read with another schema are what fastavro makes of them`() throws {
        let answers = try Python.run(["-W", "ignore", "-c", Self.program, try Self.json(Self.cases)])
            .split(separator: "\n")
        try #require(answers.count == Self.cases.count)
        for (answer, pair) in zip(answers, Self.cases) {
            let parts = answer.split(separator: " ", maxSplits: 1)
            let writer = try Schema(json: pair.writer)
            let reader = try Schema(json: pair.reader)
            let value = try ResolvedDecoder(writer: writer, reader: reader).decode(Self.bytes(parts[0]))
            let ours = try Self.object(reader.json(of: value, style: .plain).text())
            #expect(ours == (try Self.object(String(parts[1]))), "\(pair.writer) as \(pair.reader)")
        }
    }

    private struct Case {
        var value: String
        var writer: String
        var reader: String

        init(_ value: String, _ writer: String, _ reader: String) {
            self.value = value
            self.writer = writer
            self.reader = reader
        }

        /// Records `R` with these fields.
        static func fields(_ value: String, _ writer: String, _ reader: String) -> Case {
            Case(
                value, #"{"type":"record","name":"R","fields":[\#(writer)]}"#,
                #"{"type":"record","name":"R","fields":[\#(reader)]}"#)
        }
    }

    private static let cases: [Case] = [
        .fields(
            #"{"a":1.5,"b":2.5,"c":null,"d":-4}"#,
            #"""
            {"name":"a","type":["null","float"]},{"name":"b","type":["null","float"]},
            {"name":"c","type":["null","float"]},{"name":"d","type":["null","int"]}
            """#,
            #"""
            {"name":"a","type":["null","double"]},{"name":"b","type":["null","double"]},
            {"name":"c","type":["null","double"]},{"name":"d","type":["null","double"]}
            """#),
        .fields(
            #"{"h":[{"x":1,"y":2},{"x":null,"y":3}],"m":{"k":{"x":4,"y":null}}}"#,
            #"""
            {"name":"h","type":{"type":"array","items":{"type":"record","name":"P","fields":[
             {"name":"x","type":["null","int"]},{"name":"y","type":["null","int"]}]}}},
            {"name":"m","type":{"type":"map","values":"P"}}
            """#,
            #"""
            {"name":"m","type":{"type":"map","values":{"type":"record","name":"P","fields":[
             {"name":"y","type":["null","long"]},{"name":"x","type":["double","null"]}]}}},
            {"name":"h","type":{"type":"array","items":"P"}}
            """#),
        .fields(
            #"{"a":7,"b":"text","c":null,"d":8,"e":9}"#,
            #"""
            {"name":"a","type":["int","null","string"]},{"name":"b","type":["int","null","string"]},
            {"name":"c","type":["int","null","string"]},{"name":"d","type":"int"},{"name":"e","type":["null","int"]}
            """#,
            #"""
            {"name":"a","type":["string","null","long"]},{"name":"b","type":["string","null","long"]},
            {"name":"c","type":["string","null","long"]},{"name":"d","type":["null","double"]},
            {"name":"e","type":"double"}
            """#),
        .fields(
            #"{"gone":{"k":["v"]},"old":5,"same":"s","last":true}"#,
            #"""
            {"name":"gone","type":{"type":"map","values":{"type":"array","items":"string"}}},
            {"name":"old","type":"int"},{"name":"same","type":"string"},{"name":"last","type":"boolean"}
            """#,
            #"""
            {"name":"last","type":"boolean"},{"name":"same","type":"bytes"},
            {"name":"new","type":"long","aliases":["old"]},{"name":"added","type":["null","int"],"default":null},
            {"name":"number","type":"double","default":2.5},{"name":"list","type":{"type":"array","items":"int"},
             "default":[1,2]},{"name":"word","type":["string","null"],"default":"w"}
            """#),
        .fields(
            #"{"a":"C","b":"A","c":"B"}"#,
            #"""
            {"name":"a","type":{"type":"enum","name":"E","symbols":["A","B","C"]}},{"name":"b","type":"E"},
            {"name":"c","type":"E"}
            """#,
            #"""
            {"name":"c","type":{"type":"enum","name":"E","symbols":["Z","B","A"],"default":"Z"}},
            {"name":"b","type":"E"},{"name":"a","type":"E"}
            """#),
        Case(
            #"{"x":1,"y":{"z":2}}"#,
            #"""
            {"type":"record","name":"Old","fields":[{"name":"x","type":"int"},
             {"name":"y","type":{"type":"record","name":"Inner","fields":[{"name":"z","type":"int"}]}}]}
            """#,
            #"""
            {"type":"record","name":"New","aliases":["Old"],"fields":[{"name":"ex","type":"float","aliases":["x"]},
             {"name":"y","type":{"type":"record","name":"Within","aliases":["Inner"],"fields":[
              {"name":"z","type":"long"}]}}]}
            """#),
        Case(
            #"{"v":1,"n":{"v":2,"n":{"v":3,"n":null}}}"#,
            #"{"type":"record","name":"L","fields":[{"name":"v","type":"int"},{"name":"n","type":["null","L"]}]}"#,
            #"{"type":"record","name":"L","fields":[{"name":"n","type":["null","L"]},{"name":"v","type":"double"}]}"#),
    ]

    private static func json(_ cases: [Case]) throws -> String {
        let list = cases.map { "[\($0.value),\($0.writer),\($0.reader)]" }
        return "[\(list.joined(separator: ","))]"
    }

    private static func bytes(_ hexadecimal: Substring) -> Bytes {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        return Bytes(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }

    /// Foundation's reading of a JSON text, in which members have no order and 7 is 7.0.
    private static func object(_ text: String) throws -> NSObject {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) as? NSObject)
    }

    /// For each value, writer and reader: the datum in hexadecimal, and what is read as JSON, bytes in base64.
    private static let program = """
        import base64, fastavro, io, json, sys
        for value, writer, reader in json.loads(sys.argv[1]):
            datum = io.BytesIO()
            fastavro.schemaless_writer(datum, fastavro.parse_schema(writer), value)
            datum.seek(0)
            read = fastavro.schemaless_reader(datum, fastavro.parse_schema(writer), fastavro.parse_schema(reader))
            print(datum.getvalue().hex(), json.dumps(read, default=lambda b: base64.b64encode(b).decode()))
        """
}
