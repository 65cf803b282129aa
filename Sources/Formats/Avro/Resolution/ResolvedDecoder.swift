public import Bytes

/// Reads datums written with one schema as values of another, by the rules of schema resolution: numbers are
/// promoted, fields are matched by name or alias, missing ones take defaults, unknown ones are passed over.
///
/// All matching is done once, when it is made.
public struct ResolvedDecoder: Sendable {
    /// The schema that the datums were written with.
    public let writer: Schema
    /// The schema whose shape the values are given.
    public let reader: Schema
    private let plan: ResolutionPlan
    private let layout: Layout
    private let limits: Limits

    /// - Parameter namesMustMatch: false lets records, enums and fixed of different names match, as is needed for
    ///   files whose writer renamed them (Spark calls every outermost record `topLevelRecord`).
    /// - Throws: `AvroError` naming the field where no value of the writer's type could be read as the reader's.
    public init(
        writer: Schema, reader: Schema, namesMustMatch: Bool = true, limits: Limits = Limits()
    ) throws(AvroError) {
        self.writer = writer
        self.reader = reader
        self.limits = limits
        plan = try ResolutionPlan(writer: writer, reader: reader, namesMustMatch: namesMustMatch)
        layout = Layout(writer)
    }

    /// The value that begins at `offset`, which moves past it, in the shape of the reader's schema.
    public func decode(_ bytes: Bytes, from offset: inout Int) throws(AvroError) -> Value {
        guard offset >= 0, offset <= bytes.count else {
            throw AvroError(.truncated, "offset \(offset) is outside the \(bytes.count) bytes")
        }
        let start = offset
        let (value, end) = try bytes.withUnsafeBytes { (memory) throws(AvroError) -> (Value, Int) in
            var input = ByteReader(memory)
            input.p += start
            let walk = DatumWalk(source: bytes, reader: input, schema: writer, layout: layout, limits: limits)
            var resolving = ResolvingWalk(walk: walk, plan: plan)
            let value = try resolving.value(plan.root)
            return (value, resolving.walk.reader.offset)
        }
        offset = end
        return value
    }

    /// The value that `datum` holds, all of it.
    public func decode(_ datum: Bytes) throws(AvroError) -> Value {
        var offset = 0
        let value = try decode(datum, from: &offset)
        guard offset == datum.count else {
            throw AvroError(.malformed, "\(datum.count - offset) bytes are left after the datum", offset: offset)
        }
        return value
    }
}

/// One reading of a datum by a plan.
private struct ResolvingWalk {
    var walk: DatumWalk
    let plan: ResolutionPlan

    mutating func value(_ step: Int) throws(AvroError) -> Value {
        switch plan.steps[step] {
        case .same(let type): return try walk.value(type)
        case .promote(let type, let promotion): return promotion.apply(try walk.value(type))
        case .symbols(let type, let map): return try symbol(type, map)
        case .failure(let message): throw AvroError(.resolution, message, offset: walk.reader.offset)
        case .record, .array, .map, .writerUnion, .readerUnion: return try nested(plan.steps[step])
        }
    }

    private mutating func symbol(_ type: Int32, _ map: [Int?]) throws(AvroError) -> Value {
        guard case .enumeration(let index) = try walk.value(type), let symbol = map[index] else {
            throw AvroError(
                .resolution, "the reader's enum lacks the symbol and has no default", offset: walk.reader.offset)
        }
        return .enumeration(symbol)
    }

    private mutating func nested(_ step: ResolutionPlan.Step) throws(AvroError) -> Value {
        try walk.descend()
        defer { walk.depth += 1 }
        switch step {
        case .record(let fields, let template): return try record(fields, template)
        case .array(let item, let size): return .array(try items(item, size))
        case .map(let type, let size): return .map(try entries(type, size))
        case .readerUnion(let branch, let inner): return .union(branch: branch, try value(inner))
        case .writerUnion(let type, let steps): return try value(steps[try walk.branch(type)])
        default: return .null
        }
    }

    private mutating func record(
        _ fields: [ResolutionPlan.FieldStep], _ template: [Value]
    ) throws(AvroError) -> Value {
        try walk.spend(template.count)
        var values = template
        for field in fields {
            do throws(AvroError) {
                switch field.target {
                case nil: _ = try walk.value(field.step)
                case let target?: values[target] = try value(Int(field.step))
                }
            } catch {
                throw error.inside(field.name)
            }
        }
        return .record(values)
    }

    private mutating func items(_ step: Int, _ size: Int) throws(AvroError) -> [Value] {
        var values: [Value] = []
        while true {
            let block = try walk.reader.block(minimumSize: size, empties: &walk.empties)
            if block.count == 0 { return values }
            for _ in 0..<block.count {
                do throws(AvroError) { values.append(try value(step)) } catch {
                    throw error.inside("[\(values.count)]")
                }
            }
            try walk.reader.close(block)
        }
    }

    private mutating func entries(_ step: Int, _ size: Int) throws(AvroError) -> [Value.Entry] {
        var entries: [Value.Entry] = []
        while true {
            let block = try walk.reader.block(minimumSize: size, empties: &walk.empties)
            if block.count == 0 { return entries }
            for _ in 0..<block.count {
                let key = try walk.reader.string()
                entries.append(Value.Entry(key, try value(step)))
            }
            try walk.reader.close(block)
        }
    }
}
