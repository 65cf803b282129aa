public import Bytes

/// A writer's schema and the fields wanted of it, compiled: reading a datum passes over the rest without touching it.
///
/// Paths name fields of records, through unions as if these were not there: `diaSource.ra` (a field of a record),
/// `history[].flux` (of the items of an array or map, in a table of their own), `history` (the array itself: which
/// rows are its items), `attributes{}` (the keys of a map). A record's own path gives its encoded bytes, and so tells
/// whether it is there. A field that the writer does not have is absent in every row; that is no error.
///
/// Immutable; make one for each schema and use it from any number of tasks, each with its own `Row`.
public struct DecodingPlan: Sendable {
    private let program: Program

    /// Compiles a plan for the fields at `paths`.
    public init(schema: Schema, columns paths: [String], limits: Limits = Limits()) throws(AvroError) {
        var request = Request()
        var columns: [Column] = []
        for path in paths { columns.append(try request.add(path)) }
        try self.init(schema: schema, request: request, columns: columns, paths: paths, limits: limits)
    }

    /// Compiles a plan for every value of the schema. A record within itself is one column of encoded bytes.
    public init(allColumnsOf schema: Schema, limits: Limits = Limits()) throws(AvroError) {
        var all = AllColumns(schema: schema)
        try all.add(schema.root, place: 0, path: "", depth: 0)
        try self.init(schema: schema, request: all.request, columns: all.columns, paths: all.paths, limits: limits)
    }

    private init(
        schema: Schema, request: Request, columns: [Column], paths: [String], limits: Limits
    ) throws(AvroError) {
        program = Program(
            try ProgramBuilder(schema: schema, request: request), columns: columns, paths: paths, limits: limits)
    }

    /// The writer's schema that the plan was compiled for.
    public var schema: Schema { program.schema }

    /// The columns in the order in which they were asked for.
    public var columns: [Column] { program.columns }

    /// The path of each column.
    public var paths: [String] { program.columnPaths }

    /// The column of `path`; nil where it was not asked for.
    public func column(_ path: String) -> Column? { program.columnsByPath[path] }

    /// Reads the wanted fields of the datum that begins at `offset` into `row`, and stops after the last of them.
    ///
    /// What follows them is neither looked at nor checked. Values are views of `packet`, which `row` keeps.
    public func decode(_ packet: Bytes, from offset: Int = 0, into row: Row) throws(AvroError) {
        _ = try run(packet, offset, row, stopsEarly: true)
    }

    /// As `decode`, but reads to the end of the datum and gives the offset there.
    public func decodeWhole(_ packet: Bytes, from offset: Int = 0, into row: Row) throws(AvroError) -> Int {
        try run(packet, offset, row, stopsEarly: false)
    }

    private func run(_ packet: Bytes, _ offset: Int, _ row: Row, stopsEarly: Bool) throws(AvroError) -> Int {
        guard offset >= 0, offset <= packet.count else {
            throw AvroError(.truncated, "offset \(offset) is outside the packet of \(packet.count) bytes")
        }
        let state = row.state
        state.pointee.prepare(for: program)
        state.pointee.packet = packet
        defer { withExtendedLifetime(row) {} }
        let hadGrown = state.pointee.hasGrown
        do { return try runOnce(packet, offset, state, stopsEarly) } catch {
            guard error.code == .limit else { throw error }
            // The memory that other data took is no fault of this one.
            state.pointee.shrink()
            guard hadGrown else { throw error }
            state.pointee.prepare(for: program)
            return try runOnce(packet, offset, state, stopsEarly)
        }
    }

    @inline(__always)
    private func runOnce(
        _ packet: Bytes, _ offset: Int, _ state: UnsafeMutablePointer<RowState>, _ stopsEarly: Bool
    ) throws(AvroError) -> Int {
        try packet.withUnsafeBytes { (memory) throws(AvroError) in
            try program.run(memory, offset, state, stopsEarly: stopsEarly)
        }
    }
}

extension Program {
    /// Runs over the datum at `offset` in `memory` and gives the offset where it stopped.
    func run(
        _ memory: UnsafeRawBufferPointer, _ offset: Int, _ row: UnsafeMutablePointer<RowState>, stopsEarly: Bool
    ) throws(AvroError) -> Int {
        let start = memory.startOfBytes
        var machine = Machine(
            ops: ops, targets: targets, sizes: sizes, start: start, end: start + memory.count,
            tables: row.pointee.tables, stopsEarly: stopsEarly, depth: limits.depth, empties: limits.emptyItems,
            rowBytes: row.pointee.budget)
        let end = machine.run(0, start + offset, row.pointee.tables[0].slots)
        row.pointee.budget = machine.rowBytes
        guard let end else { throw machine.error(self) }
        return end - start
    }
}
