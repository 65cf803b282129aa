import Avro
import Bytes
import Foundation
import Testing

/// fastavro's reading of every real packet, compared field for field.
@Suite(
    .enabled(if: TestData.isPresent, "the folder of real packets (TOCSIN_TEST_DATA) is absent"),
    .enabled(if: Python.hasFastavro, "no Python with fastavro (TOCSIN_PYTHON)"))
struct OracleTests {
    @Test func `every packet holds what fastavro finds in it and encodes back to the same bytes`() throws {
        let files =
            TestData.files(TestData.packets)
            + TestData.files(["lsst-alerts/confluent-framed"], suffix: ".bin")
        let oracle = try oracle(files)
        let cache = SchemaCache()
        var next = 0
        for file in files {
            for (value, schema) in try Self.decode(file, oracle[next].definitions, cache) {
                #expect(oracle[next].name == file)
                let dump = ByteWriter()
                PlainDump(schema: schema).append(value, schema.root, to: dump)
                try #require(dump.bytes == oracle[next].dump, "\(file)")
                next += 1
            }
        }
        #expect(next == oracle.count)
        #expect(next > 300)
    }

    @Test func `a plan of all columns gives the numbers that the tree of values has`() throws {
        let cache = SchemaCache()
        var compared = 0
        for file in TestData.files(TestData.packets) {
            var reader = try ContainerReader(file: try TestData.bytes(file), cache: cache)
            let schema = try #require(reader.header?.schema)
            let plan = try DecodingPlan(allColumnsOf: schema)
            let row = Row()
            while let block = try reader.next() {
                var (offset, next) = (0, 0)
                for _ in 0..<block.count {
                    next = try plan.decodeWhole(block.data, from: offset, into: row)
                    let value = try DatumDecoder(schema: schema).decode(block.data, from: &offset)
                    #expect(next == offset)
                    let check = RowCheck(schema: schema, plan: plan, row: row)
                    compared += try check.compare(value, schema.root, path: "", at: 0)
                }
            }
        }
        #expect(compared > 100_000)
    }

    private struct Entry {
        var name: String
        var definitions: [String]
        var dump: Bytes
    }

    private func oracle(_ files: [String]) throws -> [Entry] {
        try Python.withFolder { folder in
            let output = folder.appending(path: "oracle")
            let script = Python.scripts.appending(path: "oracle_avro.py").path
            try Python.run([script, TestData.folder.path, output.path] + files)
            let bytes = Bytes(Array(try Data(contentsOf: output)))
            var entries: [Entry] = []
            var offset = 0
            func part() -> Bytes {
                let length = bytes[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
                defer { offset += 8 + length }
                return bytes.slice(offset + 8..<offset + 8 + length)
            }
            while offset < bytes.count {
                let name = part().utf8Text ?? ""
                let definitions = (part().utf8Text ?? "").split(separator: "\n").map(String.init)
                entries.append(Entry(name: name, definitions: definitions, dump: part()))
            }
            return entries
        }
    }

    private static func decode(
        _ file: String, _ definitions: [String], _ cache: SchemaCache
    ) throws -> [(Value, Schema)] {
        let packet = try TestData.bytes(file)
        if file.hasSuffix(".bin") {
            let texts = try definitions.map { Bytes(Array(try Data(contentsOf: URL(fileURLWithPath: $0)))) }
            let schema = try Schema(definitions: texts)
            let framing = try #require(Framing.detect(packet))
            let datum = try framing.datum(of: packet)
            let value = try DatumDecoder(schema: schema).decode(datum)
            #expect(try DatumEncoder(schema: schema).encode(value) == datum)
            return [(value, schema)]
        }
        var reader = try ContainerReader(file: packet, cache: cache)
        let schema = try #require(reader.header?.schema)
        var values: [(Value, Schema)] = []
        while let block = try reader.next() {
            var offset = 0
            for _ in 0..<block.count {
                let start = offset
                let value = try DatumDecoder(schema: schema).decode(block.data, from: &offset)
                #expect(try DatumEncoder(schema: schema).encode(value) == block.data.slice(start..<offset), "\(file)")
                values.append((value, schema))
            }
        }
        try reader.finish()
        return values
    }
}

/// The form in which `oracle_avro.py` writes values.
struct PlainDump {
    let schema: Schema

    func append(_ value: Value, _ id: Int, to out: ByteWriter) {
        switch (schema[id].kind, value) {
        case (_, .null): out.append(UInt8(ascii: "n"))
        case (_, .boolean(let value)): out.append(UInt8(ascii: value ? "t" : "f"))
        case (_, .int(let value)): number("i", UInt64(bitPattern: Int64(value)), out)
        case (_, .long(let value)): number("i", UInt64(bitPattern: value), out)
        case (_, .float(let value)): number("d", Double(value).bitPattern, out)
        case (_, .double(let value)): number("d", value.bitPattern, out)
        case (_, .bytes(let value)), (_, .fixed(let value)): blob("b", value, out)
        case (_, .string(let value)): blob("s", Bytes(utf8: value), out)
        case (.enumeration(let type), .enumeration(let index)): blob("s", Bytes(utf8: type.symbols[index]), out)
        case (.array(let type), .array(let items)):
            number("a", UInt64(items.count), out)
            for item in items { append(item, type, to: out) }
        case (.map(let type), .map(let entries)):
            append(entries.map { ($0.key, $0.value, type) }, out)
        case (.record(let record), .record(let values)):
            append(zip(record.fields, values).map { ($0.name, $1, $0.type) }, out)
        case (.union(let branches), .union(let branch, let value)): append(value, branches[branch], to: out)
        default: Issue.record("a value that does not fit its type")
        }
    }

    /// As a Python dictionary: a name given twice keeps its first place and its last value.
    private func append(_ members: [(String, Value, Int)], _ out: ByteWriter) {
        var order: [String] = []
        var last: [String: (Value, Int)] = [:]
        for (name, value, type) in members where last.updateValue((value, type), forKey: name) == nil {
            order.append(name)
        }
        number("m", UInt64(order.count), out)
        for name in order {
            blob("s", Bytes(utf8: name), out)
            if let (value, type) = last[name] { append(value, type, to: out) }
        }
    }

    private func number(_ tag: Unicode.Scalar, _ bits: UInt64, _ out: ByteWriter) {
        out.append(UInt8(ascii: tag))
        for shift in 0..<8 { out.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * shift))) }
    }

    private func blob(_ tag: Unicode.Scalar, _ bytes: Bytes, _ out: ByteWriter) {
        number(tag, UInt64(bytes.count), out)
        out.append(bytes)
    }
}

/// Compares a row with the tree of the same datum.
struct RowCheck {
    let schema: Schema
    let plan: DecodingPlan
    let row: Row

    /// The number of scalars compared.
    func compare(_ value: Value, _ id: Int, path: String, at index: Int) throws -> Int {
        switch (schema[id].kind, value) {
        case (.union(let branches), .union(let branch, let inner)):
            return try compare(inner, branches[branch], path: path, at: index)
        case (.record(let record), .record(let values)):
            var last: [String: (Value, Int)] = [:]
            for (field, value) in zip(record.fields, values) { last[field.name] = (value, field.type) }
            return try last.reduce(0) { count, entry in
                let inner = path.isEmpty ? entry.key : "\(path).\(entry.key)"
                return count + (try compare(entry.value.0, entry.value.1, path: inner, at: index))
            }
        case (.array(let type), .array(let items)):
            let rows = row.rows(of: try column(path), at: index)
            #expect(rows.count == items.count, "\(path)")
            return try zip(rows, items).reduce(0) { $0 + (try compare($1.1, type, path: path + "[]", at: $1.0)) }
        case (.map(let type), .map(let entries)):
            let rows = row.rows(of: try column(path), at: index)
            #expect(rows.count == entries.count, "\(path)")
            return try zip(rows, entries).reduce(0) { count, pair in
                #expect(row.string(try column(path + "{}"), at: pair.0) == pair.1.key)
                return count + (try compare(pair.1.value, type, path: path + "[]", at: pair.0))
            }
        default:
            try scalar(value, id, path, index)
            return 1
        }
    }

    private func column(_ path: String) throws -> Column { try #require(plan.column(path), "\(path)") }

    private func scalar(_ value: Value, _ id: Int, _ path: String, _ index: Int) throws {
        if case .null = value {
            // A null where a record or an array might have stood has no column of its own.
            if let column = plan.column(path) { #expect(!row.hasValue(column, at: index), "\(path)") }
            return
        }
        let column = try column(path)
        switch (schema[id].kind, value) {
        case (_, .boolean(let value)): #expect(row.boolean(column, at: index) == value, "\(path)")
        case (_, .int(let value)): #expect(row.int(column, at: index) == value, "\(path)")
        case (_, .long(let value)): #expect(row.long(column, at: index) == value, "\(path)")
        case (_, .float(let value)):
            #expect(row.float(column, at: index)?.bitPattern == value.bitPattern, "\(path)")
        case (_, .double(let value)):
            #expect(row.double(column, at: index)?.bitPattern == value.bitPattern, "\(path)")
        case (_, .bytes(let value)), (_, .fixed(let value)):
            #expect(row.bytes(column, at: index) == value, "\(path)")
        case (_, .string(let value)): #expect(row.string(column, at: index) == value, "\(path)")
        case (.enumeration(let type), .enumeration(let symbol)):
            #expect(row.string(column, at: index) == type.symbols[symbol], "\(path)")
        default: Issue.record("no comparison for \(path)")
        }
    }
}
