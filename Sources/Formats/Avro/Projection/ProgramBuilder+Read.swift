extension ProgramBuilder {
    /// Writes the steps that read a value of type `id` into the slots that `place` asks for.
    ///
    /// - Parameter tail: nothing outside this value is wanted after it.
    mutating func read(_ id: Int, _ place: Int, path: String, tail: Bool, depth: Int) throws(AvroError) {
        try checkSize(path, depth)
        let wanted = request.places[place]
        switch schema.nodes[id].kind {
        case .record(let record):
            try readRecord(record, place, path: path, tail: tail && wanted.slot == nil, depth: depth)
        case .union(let branches): try readUnion(id, branches, place, path: path, tail: tail, depth: depth)
        case .array(let items): try readItems(.array, items, place, path: path, depth: depth)
        case .map(let values): try readItems(.map, values, place, path: path, depth: depth)
        default:
            guard let slot = wanted.slot else { return try skip(id, path: path, depth: depth) }
            emit(scalar(id, slot), path: path)
        }
    }

    private mutating func scalar(_ id: Int, _ slot: Int) -> Op {
        let slot = Int32(slot)
        switch schema.nodes[id].kind {
        case .null: return Op(code: .null, slot: slot)
        case .boolean: return Op(code: .boolean, slot: slot)
        case .int: return Op(code: .int, slot: slot)
        case .long: return Op(code: .long, slot: slot)
        case .float: return Op(code: .float, slot: slot)
        case .double: return Op(code: .double, slot: slot)
        case .bytes: return Op(code: .bytes, slot: slot)
        case .fixed(let fixed): return Op(code: .fixed, slot: slot, a: Int32(fixed.size))
        case .enumeration(let enumeration):
            symbols[id] = enumeration.symbols
            return Op(code: .symbol, slot: slot, a: Int32(enumeration.symbols.count), b: Int32(id))
        default: return Op(code: .string, slot: slot)
        }
    }

    private mutating func readRecord(
        _ record: Schema.Record, _ place: Int, path: String, tail: Bool, depth: Int
    ) throws(AvroError) {
        let wanted = request.places[place]
        if let slot = wanted.slot { emit(Op(code: .spanBegin, slot: Int32(slot)), path: path) }
        let last = record.fields.lastIndex { wanted.fields[$0.name] != nil } ?? -1
        for (index, field) in record.fields.enumerated() {
            let inner = path.isEmpty ? field.name : "\(path).\(field.name)"
            if let next = wanted.fields[field.name] {
                try read(field.type, next, path: inner, tail: tail && index == last, depth: depth + 1)
            } else {
                if tail, index == last + 1 { emit(Op(code: .earlyStop), path: path) }
                try skip(field.type, path: inner, depth: depth + 1)
            }
        }
        if let slot = wanted.slot { emit(Op(code: .spanEnd, slot: Int32(slot)), path: path) }
    }

    private mutating func readUnion(
        _ id: Int, _ branches: [Int], _ place: Int, path: String, tail: Bool, depth: Int
    ) throws(AvroError) {
        if let slot = request.places[place].slot, let pair = nullable(id), let code = fused(pair.type) {
            return emit(
                Op(code: code, nullByte: pair.null, valueByte: pair.value, slot: Int32(slot)), path: path)
        }
        try branch(branches, path: path) { (builder, type) throws(AvroError) in
            try builder.read(type, place, path: path, tail: tail, depth: depth + 1)
        }
    }

    /// The step that reads a union of null and the scalar `type`; nil where there is no such step.
    private func fused(_ type: Int) -> Op.Code? {
        switch schema.nodes[type].kind {
        case .boolean: .nullableBoolean
        case .int: .nullableInt
        case .long: .nullableLong
        case .float: .nullableFloat
        case .double: .nullableDouble
        case .bytes: .nullableBytes
        case .string: .nullableString
        default: nil
        }
    }

    private mutating func readItems(
        _ code: Op.Code, _ type: Int, _ place: Int, path: String, depth: Int
    ) throws(AvroError) {
        let wanted = request.places[place]
        guard wanted.slot != nil || wanted.items != nil || wanted.keySlot != nil else {
            return try skipItems(code == .map ? .skipMap : .skipArray, type, path: path, depth: depth)
        }
        let table = request.itemTable(of: place)
        var op = Op(code: code, slot: Int32(wanted.slot ?? -1), b: itemSize(code, type), table: Int32(table))
        op.key = Int32(wanted.keySlot ?? -1)
        try loop(op, path: path) { (builder) throws(AvroError) in
            if let items = wanted.items {
                try builder.read(type, items, path: path + "[]", tail: false, depth: depth + 1)
            } else {
                try builder.skip(type, path: path + "[]", depth: depth + 1)
            }
        }
    }

    func itemSize(_ code: Op.Code, _ type: Int) -> Int32 {
        let size = layout.elements[type].minimumSize
        return code == .map || code == .skipMap ? size &+ (size == .max ? 0 : 1) : size
    }
}
