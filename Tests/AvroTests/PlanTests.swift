import Avro
import Bytes
import Testing

@Suite struct PlanTests {
    static let schema = #"""
        {"type":"record","name":"P","fields":[
         {"name":"id","type":"long"},
         {"name":"src","type":["null",{"type":"record","name":"S","fields":[
           {"name":"ra","type":"double"},{"name":"snr","type":["null","float"]},{"name":"band","type":["null","string"]},
           {"name":"flag","type":["boolean","null"]},{"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B"]}}]}]},
         {"name":"history","type":["null",{"type":"array","items":"S"}]},
         {"name":"grid","type":{"type":"array","items":{"type":"array","items":"int"}}},
         {"name":"tags","type":{"type":"map","values":["null","int"]}},
         {"name":"stamp","type":["null","bytes"]},
         {"name":"none","type":["null","S"]},
         {"name":"tail","type":"string"}]}
        """#

    static func source(_ ra: Double, _ snr: Float?) -> Value {
        .record([
            .double(ra), snr.map { .union(branch: 1, .float($0)) } ?? .union(branch: 0, .null),
            .union(branch: 1, .string("r")), .union(branch: 0, .boolean(true)), .enumeration(1),
        ])
    }

    static let value = Value.record([
        .long(1 << 60), .union(branch: 1, source(10, 5)),
        .union(branch: 1, .array([source(11, nil), source(12, 7), source(13, .nan)])),
        .array([.array([.int(1), .int(2)]), .array([]), .array([.int(3)])]),
        .map([.init("a", .union(branch: 1, .int(4))), .init("b", .union(branch: 0, .null))]),
        .union(branch: 1, .bytes(Bytes([9, 8, 7]))), .union(branch: 0, .null), .string("end"),
    ])

    private func read(_ columns: [String], _ value: Value = value) throws -> (DecodingPlan, Row) {
        let schema = try Schema(json: Self.schema)
        let plan = try DecodingPlan(schema: schema, columns: columns)
        let row = Row()
        try plan.decode(try DatumEncoder(schema: schema).encode(value), into: row)
        return (plan, row)
    }

    @Test func `fields are read through records and nullable unions`() throws {
        let (plan, row) = try read(["src.snr", "id", "src.kind", "src.band", "src.flag", "tail", "src"])
        #expect(row.double(plan.columns[0]) == 5)
        #expect(row.float(plan.columns[0]) == 5)
        #expect(row.long(plan.columns[1]) == 1 << 60)
        #expect(row.int(plan.columns[1]) == nil)
        #expect(row.string(plan.columns[2]) == "B")
        #expect(row.string(plan.columns[3]) == "r")
        #expect(row.boolean(plan.columns[4]) == true)
        #expect(row.string(plan.columns[5]) == "end")
        #expect(row.kind(plan.columns[6]) == .encoded)
        #expect(plan.column("tail") == plan.columns[5])
    }

    @Test func `the items of an array are rows of their own`() throws {
        let (plan, row) = try read(["history", "history[].ra", "history[].snr"])
        let rows = row.rows(of: plan.columns[0])
        #expect(rows.map { row.double(plan.columns[1], at: $0) } == [11, 12, 13])
        #expect(rows.map { row.kind(plan.columns[2], at: $0) } == [.null, .float, .float])
        #expect(row.rowCount(plan.columns[1]) == 3)
        #expect(row.double(plan.columns[1], at: 3) == nil)
        #expect(row.double(plan.columns[1], at: -1) == nil)
    }

    @Test func `arrays in arrays and maps keep which item belongs to which`() throws {
        let (plan, row) = try read(["grid", "grid[]", "grid[][]", "tags", "tags{}", "tags[]"])
        let cells = row.rows(of: plan.columns[0]).map { outer in
            row.rows(of: plan.columns[1], at: outer).map { row.int(plan.columns[2], at: $0) }
        }
        #expect(cells == [[1, 2], [], [3]])
        let tags = row.rows(of: plan.columns[3]).map {
            (row.string(plan.columns[4], at: $0), row.int(plan.columns[5], at: $0))
        }
        #expect(tags.map(\.0) == ["a", "b"])
        #expect(tags.map(\.1) == [4, nil])
    }

    @Test func `bytes are views of the packet`() throws {
        let schema = try Schema(json: Self.schema)
        let plan = try DecodingPlan(schema: schema, columns: ["stamp"])
        let datum = try DatumEncoder(schema: schema).encode(Self.value)
        let row = Row()
        try plan.decode(datum, into: row)
        let stamp = try #require(row.bytes(plan.columns[0]))
        #expect(stamp == Bytes([9, 8, 7]))
        let inside = datum.withUnsafeBytes { all in
            stamp.withUnsafeBytes { part in
                (part.baseAddress ?? all.baseAddress).map { p in
                    all.baseAddress.map { p >= $0 && p < $0 + all.count } ?? false
                }
            }
        }
        #expect(inside == true)
    }

    @Test func `what the writer lacks is absent and what is null is null`() throws {
        let (plan, row) = try read(["nowhere", "src.nowhere", "history[].nowhere", "none", "none.ra", "nowhere[].x"])
        #expect(plan.columns.prefix(2).allSatisfy { row.kind($0) == .absent })
        #expect(row.kind(plan.columns[3]) == .null)
        #expect(row.kind(plan.columns[4]) == .absent)
        #expect(row.rowCount(plan.columns[5]) == 0)
        #expect(row.kind(plan.columns[2], at: 0) == .absent)
    }

    @Test func `reading stops after the last wanted field and so does not see what follows`() throws {
        let schema = try Schema(json: Self.schema)
        let datum = try DatumEncoder(schema: schema).encode(Self.value)
        let plan = try DecodingPlan(schema: schema, columns: ["src.snr"])
        let row = Row()
        try plan.decode(datum.slice(0..<30), into: row)
        #expect(row.double(plan.columns[0]) == 5)
        #expect(throws: AvroError.self) { try plan.decodeWhole(datum.slice(0..<30), into: row) }
        #expect(try plan.decodeWhole(datum, into: row) == datum.count)
    }

    @Test func `a row is used again for other datums and other plans`() throws {
        let schema = try Schema(json: Self.schema)
        let encoder = DatumEncoder(schema: schema)
        let (full, other) = (try DecodingPlan(allColumnsOf: schema), try DecodingPlan(schema: schema, columns: ["id"]))
        var empty = Self.value
        if case .record(var fields) = empty {
            fields[2] = .union(branch: 0, .null)
            empty = .record(fields)
        }
        let row = Row()
        let history = try #require(full.column("history"))
        for (value, count) in [(Self.value, 3), (empty, 0), (Self.value, 3)] {
            try full.decode(try encoder.encode(value), into: row)
            #expect(row.rows(of: history).count == count)
            try other.decode(try encoder.encode(value), into: row)
            #expect(row.long(other.columns[0]) == 1 << 60)
            #expect(row.rows(of: history).isEmpty)
        }
    }

    @Test func `a record within itself is given as encoded bytes that decode`() throws {
        let schema = try Schema(json: SchemaTests.linkedList)
        let list = Value.record([.long(1), .union(branch: 1, .record([.long(2), .union(branch: 0, .null)]))])
        let plan = try DecodingPlan(allColumnsOf: schema)
        #expect(plan.paths == ["value", "next"])
        let row = Row()
        try plan.decode(try DatumEncoder(schema: schema).encode(list), into: row)
        let next = try #require(row.bytes(plan.columns[1]))
        #expect(try DatumDecoder(schema: schema).decode(next) == .record([.long(2), .union(branch: 0, .null)]))
        let deep = try DecodingPlan(schema: schema, columns: ["next.next.value", "next.value"])
        try deep.decode(try DatumEncoder(schema: schema).encode(list), into: row)
        #expect(row.long(deep.columns[1]) == 2)
        #expect(row.kind(deep.columns[0]) == .absent)
    }

    @Test(arguments: ["", "a..b", ".", "a."])
    func `a path that is none is refused`(path: String) throws {
        let schema = try Schema(json: Self.schema)
        #expect(throws: AvroError.self) { try DecodingPlan(schema: schema, columns: [path]) }
    }

    @Test func `a datum that is too large leaves room for those after it`() throws {
        let schema = try Schema(
            json: #"""
                {"type":"record","name":"P","fields":[{"name":"a","type":{"type":"array","items":"long"}},
                 {"name":"b","type":{"type":"array","items":"long"}}]}
                """#)
        let plan = try DecodingPlan(
            schema: schema, columns: ["a", "a[]", "b", "b[]"], limits: Limits(rowBytes: 40_000))
        let row = Row()
        func counts(_ a: Int, _ b: Int) throws -> [Int] {
            let items = { (count: Int) in Value.array((0..<count).map { .long(Int64($0)) }) }
            try plan.decode(try DatumEncoder(schema: schema).encode(.record([items(a), items(b)])), into: row)
            return [row.rows(of: plan.columns[0]).count, row.rows(of: plan.columns[2]).count]
        }
        #expect(try counts(1000, 5) == [1000, 5])
        #expect(try counts(5, 1000) == [5, 1000])
        for _ in 0..<3 {
            #expect(throws: AvroError.self) { try counts(100_000, 0) }
            #expect(row.rows(of: plan.columns[0]).isEmpty)
            #expect(try counts(900, 4) == [900, 4])
        }
    }
}
