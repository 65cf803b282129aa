import Avro
import Bytes
import Testing

/// Random schemas and values: what is written is read.
@Suite struct PropertyTests {
    @Test(arguments: 0..<200)
    func `a random value of a random schema survives every encoding`(seed: UInt64) throws {
        var maker = RandomAvro(seed: seed)
        let json = maker.schema(depth: 0)
        let schema = try Schema(json)
        #expect(try Schema(json: schema.json.text()).canonicalForm == schema.canonicalForm)
        let (encoder, decoder) = (DatumEncoder(schema: schema), DatumDecoder(schema: schema))
        let plan = try DecodingPlan(allColumnsOf: schema)
        let same = try ResolvedDecoder(writer: schema, reader: schema)
        let row = Row()
        for _ in 0..<5 {
            let value = maker.value(schema, schema.root, depth: 0)
            let datum = try encoder.encode(value)
            #expect(try decoder.decode(datum) == value)
            #expect(try plan.decodeWhole(datum, into: row) == datum.count)
            #expect(try DecodingPlan(schema: schema, columns: []).decodeWhole(datum, into: row) == datum.count)
            let text = try schema.json(of: value).text()
            #expect(try schema.value(ofJSON: JSON(parsing: text)) == value)
            _ = try JSON(parsing: schema.json(of: value, style: .plain).text())
            let resolved = try same.decode(datum)
            #expect(try encoder.encode(resolved) == datum)
        }
    }
}

/// A source of schemas and values that gives the same ones for the same seed.
struct RandomAvro {
    private var state: UInt64
    private var names = 0

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    private mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }

    private static let primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"]

    private mutating func name() -> String {
        names += 1
        return "n.s\(names % 3).T\(names)"
    }

    mutating func schema(depth: Int) -> JSON {
        switch depth > 3 ? 0 : below(14) {
        case 6: return .object([.init("type", .string("array")), .init("items", schema(depth: depth + 1))])
        case 7: return .object([.init("type", .string("map")), .init("values", schema(depth: depth + 1))])
        case 8:
            return .object([
                .init("type", .string("fixed")), .init("name", .string(name())),
                .init("size", .integer(Int64(below(9)))),
            ])
        case 9:
            let symbols = (0...below(4)).map { JSON.string("S\($0)") }
            return .object([
                .init("type", .string("enum")), .init("name", .string(name())), .init("symbols", .array(symbols)),
            ])
        case 10...12:
            let fields = (0..<below(9)).map { index -> JSON in
                .object([.init("name", .string("f\(index)")), .init("type", fieldType(depth: depth + 1))])
            }
            return .object([
                .init("type", .string("record")), .init("name", .string(name())), .init("fields", .array(fields)),
            ])
        case 13: return fieldType(depth: depth + 1)
        default: return .string(Self.primitives[below(8)])
        }
    }

    /// Often a union of null and something else, either way round.
    private mutating func fieldType(depth: Int) -> JSON {
        let inner = schema(depth: depth)
        if case .array = inner { return inner }
        if inner == .string("null") || below(3) == 0 { return inner }
        return .array(below(2) == 0 ? [.string("null"), inner] : [inner, .string("null")])
    }

    mutating func value(_ schema: Schema, _ id: Int, depth: Int) -> Value {
        switch schema[id].kind {
        case .null: return .null
        case .boolean: return .boolean(below(2) == 0)
        case .int: return .int(Int32(truncatingIfNeeded: next() >> UInt64(32 + below(32))))
        case .long: return .long(Int64(bitPattern: next() >> UInt64(below(64))))
        case .float: return .float(below(9) == 0 ? .infinity : Float(below(1 << 20)) / 37)
        case .double: return .double(below(9) == 0 ? -.infinity : Double(below(1 << 30)) / 37)
        case .bytes: return .bytes(bytes(below(20)))
        case .string: return .string(String(repeating: "aé☄\"\\\n", count: below(4)))
        case .fixed(let fixed): return .fixed(bytes(fixed.size))
        case .enumeration(let enumeration): return .enumeration(below(enumeration.symbols.count))
        case .array(let items): return .array((0..<below(4)).map { _ in value(schema, items, depth: depth + 1) })
        case .map(let type):
            return .map((0..<below(4)).map { .init("k\($0)", value(schema, type, depth: depth + 1)) })
        case .record(let record): return .record(record.fields.map { value(schema, $0.type, depth: depth + 1) })
        case .union(let branches):
            let branch = below(branches.count)
            return .union(branch: branch, value(schema, branches[branch], depth: depth + 1))
        }
    }

    private mutating func bytes(_ count: Int) -> Bytes { Bytes((0..<count).map { _ in UInt8(below(256)) }) }
}
