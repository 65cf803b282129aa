extension ProgramBuilder {
    /// Writes the steps that pass over a value of type `id`.
    mutating func skip(_ id: Int, path: String, depth: Int) throws(AvroError) {
        try checkSize(path, depth)
        switch schema.nodes[id].kind {
        case .null: break
        case .boolean: emit(Op(code: .skipBytes, a: 1), path: path)
        case .float: emit(Op(code: .skipBytes, a: 4), path: path)
        case .double: emit(Op(code: .skipBytes, a: 8), path: path)
        case .fixed(let fixed): emit(Op(code: .skipBytes, a: Int32(fixed.size)), path: path)
        case .int, .long, .enumeration: emit(Op(code: .skipVarints, a: 1), path: path)
        case .bytes, .string: emit(Op(code: .skipBlobs, a: 1), path: path)
        case .record: call(id, path: path)
        case .union(let branches): try skipUnion(id, branches, path: path, depth: depth)
        case .array(let items): try skipItems(.skipArray, items, path: path, depth: depth)
        case .map(let values): try skipItems(.skipMap, values, path: path, depth: depth)
        }
    }

    private mutating func skipUnion(_ id: Int, _ branches: [Int], path: String, depth: Int) throws(AvroError) {
        if let pair = nullable(id), let op = nullableSkip(pair) { return emit(op, path: path) }
        try branch(branches, path: path) { (builder, type) throws(AvroError) in
            try builder.skip(type, path: path, depth: depth + 1)
        }
    }

    private mutating func nullableSkip(_ pair: (null: UInt8, value: UInt8, type: Int)) -> Op? {
        var op = Op(code: .skipNullableFixed, nullByte: pair.null, valueByte: pair.value, a: 1)
        switch schema.nodes[pair.type].kind {
        case .boolean: addSize(1, &op)
        case .float: addSize(4, &op)
        case .double: addSize(8, &op)
        case .fixed(let fixed) where fixed.size <= 64: addSize(UInt8(fixed.size), &op)
        case .int, .long, .enumeration: op.code = .skipNullableVarints
        case .bytes, .string: op.code = .skipNullableBlobs
        default: return nil
        }
        return op
    }

    private mutating func addSize(_ size: UInt8, _ op: inout Op) {
        op.a = Int32(sizes.count)
        op.b = 1
        sizes.append(size)
    }

    mutating func skipItems(_ code: Op.Code, _ type: Int, path: String, depth: Int) throws(AvroError) {
        let op = Op(code: code, b: itemSize(code, type))
        try loop(op, path: path) { (builder) throws(AvroError) in
            try builder.skip(type, path: path + "[]", depth: depth + 1)
        }
    }

    /// A record is skipped by a subroutine, written once for each type, so that recursion and repetition cost nothing.
    ///
    /// Paths in it begin with a point: `Machine.error` sets the path of the call before them.
    private mutating func call(_ id: Int, path: String) {
        unresolvedCalls.append((ops.count, id))
        emit(Op(code: .call), path: path)
    }

    mutating func writeSubroutines() throws(AvroError) {
        while let (op, type) = unresolvedCalls.popLast() {
            if let known = subroutines[type] {
                ops[op].a = Int32(known)
                continue
            }
            let start = mark()
            subroutines[type] = Int(start)
            ops[op].a = start
            for field in schema.nodes[type].fields {
                try skip(field.type, path: ".\(field.name)", depth: 1)
            }
            emit(Op(code: .done), path: "")
        }
    }
}
