/// Turns a writer's schema and a request into a program.
struct ProgramBuilder {
    let schema: Schema
    let layout: Layout
    var request: Request
    var ops: [Op] = []
    var targets: [Int32] = []
    var sizes: [UInt8] = []
    var paths: [String] = []
    var symbols: [Int: [String]] = [:]
    /// Steps before this one may be jumped to or over and are not merged with later ones.
    private var barrier = 0
    /// Where the subroutine that skips a record begins, by type; -1 while it waits to be written.
    var subroutines: [Int: Int] = [:]
    var unresolvedCalls: [(op: Int, type: Int)] = []

    static let largestProgram = 1 << 16

    init(schema: Schema, request: Request) throws(AvroError) {
        self.schema = schema
        self.request = request
        layout = Layout(schema)
        try read(schema.root, 0, path: "", tail: true, depth: 0)
        emit(Op(code: .done), path: "")
        try writeSubroutines()
    }

    mutating func emit(_ op: Op, path: String) {
        if merge(op) { return }
        ops.append(op)
        paths.append(path.utf8.count <= 300 ? path : String(path.prefix(300)))
    }

    /// Makes the next step the start of something that other steps jump to.
    mutating func mark() -> Int32 {
        barrier = ops.count
        return Int32(ops.count)
    }

    /// Adds a skip to the skip before it, where both are of one kind.
    private mutating func merge(_ op: Op) -> Bool {
        guard ops.count > barrier, let last = ops.last, last.code == op.code else { return false }
        switch op.code {
        case .skipBytes, .skipVarints, .skipBlobs:
            let (sum, overflow) = last.a.addingReportingOverflow(op.a)
            guard !overflow else { return false }
            ops[ops.count - 1].a = sum
        case .skipNullableVarints, .skipNullableBlobs:
            guard last.nullByte == op.nullByte else { return false }
            ops[ops.count - 1].a += op.a
        case .skipNullableFixed:
            guard last.nullByte == op.nullByte, last.a + last.b == op.a else { return false }
            ops[ops.count - 1].b += op.b
        default: return false
        }
        return true
    }

    func checkSize(_ path: String, _ depth: Int) throws(AvroError) {
        guard ops.count < Self.largestProgram else {
            throw AvroError(.limit, "the schema needs too long a decoding program", path: path)
        }
        guard depth < 100 else { throw AvroError(.limit, "types nested too deep for a decoding program", path: path) }
    }

    /// The branches of a union of null and one other type.
    func nullable(_ id: Int) -> (null: UInt8, value: UInt8, type: Int)? {
        guard case .union(let branches) = schema.nodes[id].kind, branches.count == 2 else { return nil }
        let isNull = branches.map { layout.elements[$0].kind == .null }
        switch (isNull[0], isNull[1]) {
        case (true, false): return (0, 2, branches[1])
        case (false, true): return (2, 0, branches[0])
        default: return nil
        }
    }

    /// Writes a union: the branch number chooses where to go on, and all branches meet after it.
    mutating func branch(
        _ branches: [Int], path: String, _ body: (inout ProgramBuilder, Int) throws(AvroError) -> Void
    ) throws(AvroError) {
        let first = targets.count
        targets.append(contentsOf: branches.map { _ in 0 })
        emit(Op(code: .union, a: Int32(first), b: Int32(branches.count)), path: path)
        var exits: [Int] = []
        for (index, type) in branches.enumerated() {
            targets[first + index] = mark()
            try body(&self, type)
            if index < branches.count - 1 {
                exits.append(ops.count)
                emit(Op(code: .jump), path: path)
            }
        }
        let end = mark()
        for exit in exits { ops[exit].a = end }
    }

    /// Writes a step over a body that is run for each item.
    mutating func loop(
        _ op: Op, path: String, _ body: (inout ProgramBuilder) throws(AvroError) -> Void
    ) throws(AvroError) {
        let loop = ops.count
        emit(op, path: path)
        let exit = ops.count
        emit(Op(code: .jump), path: path)
        ops[loop].a = mark()
        try body(&self)
        emit(Op(code: .done), path: path)
        ops[exit].a = mark()
    }
}
