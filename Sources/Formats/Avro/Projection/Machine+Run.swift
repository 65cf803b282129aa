extension Machine {
    typealias Cursor = UnsafePointer<UInt8>

    /// Runs the steps from `first` to their `done` and gives where the datum goes on; nil after a fault.
    ///
    /// The commonest steps stand here, the others in `step`.
    ///
    /// - Parameter slots: the row that values are written to.
    mutating func run(_ first: Int32, _ cursor: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        var pc = ops + Int(first)
        var p = cursor
        while true {
            let next: Cursor?
            switch pc.pointee.code {
            case .done: return p
            case .jump, .union:
                guard let target = target(pc, &p) else { return nil }
                pc = ops + Int(target)
                continue
            case .skipNullableFixed: next = skipNullableFixed(pc, p)
            case .long: next = readLong(pc, p, slots)
            case .float: next = readFloat(pc, p, slots)
            case .double: next = readDouble(pc, p, slots)
            case .nullableBoolean: next = ifPresent(pc, p, slots) { $0.readBoolean(pc, $1, slots) }
            case .nullableInt: next = ifPresent(pc, p, slots) { $0.readInt(pc, $1, slots) }
            case .nullableLong: next = ifPresent(pc, p, slots) { $0.readLong(pc, $1, slots) }
            case .nullableFloat: next = ifPresent(pc, p, slots) { $0.readFloat(pc, $1, slots) }
            case .nullableDouble: next = ifPresent(pc, p, slots) { $0.readDouble(pc, $1, slots) }
            case .nullableString: next = ifPresent(pc, p, slots) { $0.readBlob(.string, pc, $1, slots) }
            case .earlyStop:
                if stopsEarly { return p }
                next = p
            default: next = step(pc.pointee.code, pc, p, slots)
            }
            guard let next else { return nil }
            p = next
            pc += 1
        }
    }

    @inline(never)
    private mutating func step(
        _ code: Op.Code, _ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>
    ) -> Cursor? {
        switch code {
        case .skipBytes: skipBytes(pc, p)
        case .skipVarints: skipVarints(pc, p)
        case .skipBlobs: skipBlobs(pc, p)
        case .skipNullableVarints: skipNullableVarints(pc, p)
        case .skipNullableBlobs: skipNullableBlobs(pc, p)
        case .call: call(pc, p, slots)
        case .array, .map: readItems(pc, p, slots)
        case .skipArray, .skipMap: skipItems(pc, p, slots)
        case .spanBegin: beginSpan(pc, p, slots)
        case .spanEnd: endSpan(pc, p, slots)
        default: readScalar(code, pc, p, slots)
        }
    }

    @inline(__always)
    private mutating func readScalar(
        _ code: Op.Code, _ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>
    ) -> Cursor? {
        switch code {
        case .null: readNull(pc, p, slots)
        case .boolean: readBoolean(pc, p, slots)
        case .int: readInt(pc, p, slots)
        case .bytes: readBlob(.bytes, pc, p, slots)
        case .string: readBlob(.string, pc, p, slots)
        case .fixed: readFixed(pc, p, slots)
        case .symbol: readSymbol(pc, p, slots)
        case .nullableBytes: ifPresent(pc, p, slots) { $0.readBlob(.bytes, pc, $1, slots) }
        default: p
        }
    }

    @inline(__always)
    private mutating func ifPresent(
        _ pc: UnsafePointer<Op>, _ start: Cursor, _ slots: UnsafeMutablePointer<Slot>,
        _ read: (inout Machine, Cursor) -> Cursor?
    ) -> Cursor? {
        var p = start
        guard let present = isPresent(pc, &p, slots) else { return nil }
        return present ? read(&self, p) : p
    }
}
