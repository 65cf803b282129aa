// The entry point of the fuzz targets; the environment's AVRO_FUZZ_TARGET chooses what is tried.
// Compiled by script/fuzz together with the sources of Bytes and Avro, outside the package.

import Glibc

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Bytes(copying: UnsafeRawBufferPointer(start: start, count: count))
    let peak = LiveBytes.peak { fuzzTarget(input) }
    demand(peak <= LiveBytes.most, "no input makes the readers hold more than 64 MiB")
    return 0
}

let fuzzTarget: @Sendable (Bytes) -> Void = {
    switch getenv("AVRO_FUZZ_TARGET").map({ String(cString: $0) }) {
    case "schema": fuzzSchema
    case "datum": fuzzDatum
    case "container": fuzzContainer
    case "framing": fuzzFraming
    default: preconditionFailure("AVRO_FUZZ_TARGET must be schema, datum, container or framing")
    }
}()

/// A fault that the fuzzer reports as a crash.
func demand(_ condition: Bool, _ message: StaticString) {
    precondition(condition, "\(message)")
}

/// Whatever reads as a schema is written as JSON and read again to the same canonical form.
@Sendable func fuzzSchema(_ input: Bytes) {
    for strictness in [Schema.Strictness.strict, .lenient] {
        guard let schema = try? Schema(json: input, strictness) else { continue }
        let form = schema.canonicalForm
        demand(schema.crc64 == CRC64Avro.checksum(form.utf8), "the fingerprint is of the canonical form")
        if strictness == .strict {
            guard let again = try? Schema(json: schema.json.text()) else {
                return demand(false, "what was read is written so that it can be read again")
            }
            demand(again.canonicalForm == form, "writing keeps the canonical form")
        }
        _ = try? DecodingPlan(allColumnsOf: schema)
        _ = try? ResolvedDecoder(writer: schema, reader: schema)
        _ = try? DatumDecoder(schema: schema).decode(input)
    }
}

/// The first byte chooses the schema, the rest is a datum; what decodes must encode to a datum of the same value.
@Sendable func fuzzDatum(_ input: Bytes) {
    guard let first = input.first else { return }
    let schema = fuzzSchemas[Int(first) % fuzzSchemas.count]
    let datum = input.slice(1..<input.count)
    var offset = 0
    let tree = try? DatumDecoder(schema: schema).decode(datum, from: &offset)
    let row = Row()
    for plan in fuzzPlans[Int(first) % fuzzSchemas.count] {
        let end = try? plan.decodeWhole(datum, into: row)
        if tree != nil, let end { demand(end == offset, "plan and tree end at the same byte") }
        for column in plan.columns {
            for index in 0..<min(row.rowCount(column), 4) {
                _ = row.double(column, at: index)
                _ = row.string(column, at: index)
                _ = row.bytes(column, at: index)
            }
        }
    }
    guard let tree else { return }
    guard let bytes = try? DatumEncoder(schema: schema).encode(tree),
        let again = try? DatumDecoder(schema: schema).decode(bytes)
    else { return demand(false, "what was decoded encodes and decodes") }
    demand(again == tree, "decoding what was encoded gives the same value")
    guard let json = try? schema.json(of: tree), let value = try? schema.value(ofJSON: json) else { return }
    demand((try? DatumEncoder(schema: schema).encode(value)) != nil, "a value read from JSON encodes")
}

/// A container file whole and in pieces: both ways give the same blocks.
@Sendable func fuzzContainer(_ input: Bytes) {
    let whole = blocks(of: input, piece: max(input.count, 1))
    let pieces = blocks(of: input, piece: 7)
    demand(whole == pieces, "a file in pieces has the same blocks")
}

/// A hash of each block, so that no more than one is held.
private func blocks(of input: Bytes, piece: Int) -> [Int] {
    var reader = ContainerReader(cache: SchemaCache())
    var blocks: [Int] = []
    let row = Row()
    do {
        for start in stride(from: 0, to: input.count, by: piece) {
            reader.push(input.slice(start..<min(start + piece, input.count)))
            while let block = try reader.next() {
                blocks.append(block.data.hashValue)
                guard let schema = reader.header?.schema, blocks.count < 4 else { continue }
                let plan = try DecodingPlan(allColumnsOf: schema)
                var offset = 0
                for _ in 0..<min(block.count, 4) {
                    offset = try plan.decodeWhole(block.data, from: offset, into: row)
                }
            }
        }
        try reader.finish()
    } catch {}
    return blocks
}

/// Framings are put on as they were taken off; every codec refuses or gives back what it was given.
@Sendable func fuzzFraming(_ input: Bytes) {
    if let framing = Framing.detect(input), framing != .container {
        guard let datum = try? framing.datum(of: input), let again = try? framing.frame(datum) else {
            return demand(false, "a framing that was found can be taken off and put on")
        }
        demand(again == input, "a framing taken off and put on gives the same packet")
    }
    _ = try? JSON(parsing: input)
    for codec in Codec.allCases {
        _ = try? codec.decompress(input, limit: 1 << 20)
        guard let packed = try? codec.compress(input) else { return demand(false, "anything can be compressed") }
        demand((try? codec.decompress(packed, limit: 1 << 20)) == input, "compression loses nothing")
    }
}

let fuzzSchemaTexts = [
    #"["null","boolean","int","long","float","double","bytes","string"]"#,
    #"{"type":"array","items":"null"}"#,
    #"{"type":"array","items":{"type":"array","items":["null","long"]}}"#,
    #"{"type":"map","values":{"type":"map","values":"bytes"}}"#,
    #"{"type":"record","name":"L","fields":[{"name":"v","type":"long"},{"name":"next","type":["null","L"]}]}"#,
    #"""
    {"type":"record","name":"P","fields":[{"name":"id","type":"long"},{"name":"f","type":["null","float"]},
    {"name":"d","type":["double","null"]},{"name":"n","type":["null","int"]},{"name":"b","type":["null","boolean"]},
    {"name":"s","type":["null","string"]},{"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]}},
    {"name":"x","type":{"type":"fixed","name":"X","size":3}},{"name":"h","type":["null",{"type":"array","items":
    {"type":"record","name":"H","fields":[{"name":"t","type":"double"},{"name":"m","type":["null","float"]},
    {"name":"k","type":{"type":"map","values":["null","int","string"]}}]}}]},{"name":"again","type":["null","H"]},
    {"name":"c","type":["null","bytes"]}]}
    """#,
    #"{"type":"array","items":{"type":"record","name":"Z","fields":[{"name":"z","type":"null"}]}}"#,
]

let fuzzSchemas = fuzzSchemaTexts.compactMap { try? Schema(json: $0) }

let fuzzPlans: [[DecodingPlan]] = fuzzSchemas.map { schema in
    let some = ["id", "h[].m", "h[].k{}", "next", "next.v", "[][]", "{}", "again.t", "e"]
    return [try? DecodingPlan(allColumnsOf: schema), try? DecodingPlan(schema: schema, columns: some)].compactMap { $0 }
}
