extension Machine {
    typealias Cursor = UnsafePointer<UInt8>

    /// Runs the steps from `first` to their `done` and gives where the datum goes on; nil after a fault.
    ///
    /// The inner switches are inlined, so that a step costs one jump.
    ///
    /// - Parameter slots: the row that values are written to.
    mutating func run(_ first: Int32, _ cursor: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        var pc = ops + Int(first)
        var p = cursor
        while true {
            let code = pc.pointee.code
            switch code {
            case .done: return p
            case .earlyStop: if stopsEarly { return p }
            case .jump:
                pc = ops + Int(pc.pointee.a)
                continue
            case .union:
                guard let target = branch(pc, &p) else { return nil }
                pc = ops + Int(target)
                continue
            default:
                guard let next = step(code, pc, p, slots) else { return nil }
                p = next
            }
            pc += 1
        }
    }

    @inline(__always)
    private mutating func step(
        _ code: Op.Code, _ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>
    ) -> Cursor? {
        switch code {
        case .skipBytes: skipBytes(pc, p)
        case .skipVarints: skipVarints(pc, p)
        case .skipBlobs: skipBlobs(pc, p)
        case .skipNullableFixed: skipNullableFixed(pc, p)
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
        case .long: readLong(pc, p, slots)
        case .float: readFloat(pc, p, slots)
        case .double: readDouble(pc, p, slots)
        case .bytes: readBlob(.bytes, pc, p, slots)
        case .string: readBlob(.string, pc, p, slots)
        case .fixed: readFixed(pc, p, slots)
        case .symbol: readSymbol(pc, p, slots)
        default: readNullable(code, pc, p, slots)
        }
    }

    @inline(__always)
    private mutating func readNullable(
        _ code: Op.Code, _ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>
    ) -> Cursor? {
        switch code {
        case .nullableBoolean: ifPresent(pc, p, slots) { $0.readBoolean(pc, $1, slots) }
        case .nullableInt: ifPresent(pc, p, slots) { $0.readInt(pc, $1, slots) }
        case .nullableLong: ifPresent(pc, p, slots) { $0.readLong(pc, $1, slots) }
        case .nullableFloat: ifPresent(pc, p, slots) { $0.readFloat(pc, $1, slots) }
        case .nullableDouble: ifPresent(pc, p, slots) { $0.readDouble(pc, $1, slots) }
        case .nullableBytes: ifPresent(pc, p, slots) { $0.readBlob(.bytes, pc, $1, slots) }
        default: ifPresent(pc, p, slots) { $0.readBlob(.string, pc, $1, slots) }
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
