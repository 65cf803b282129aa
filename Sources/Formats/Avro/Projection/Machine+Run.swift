extension Machine {
    typealias Cursor = UnsafePointer<UInt8>

    /// Runs the steps from `pc` to their `done` and gives where the datum goes on; nil after a fault.
    ///
    /// - Parameter slots: the row that values are written to.
    mutating func run(_ first: Int32, _ cursor: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        var pc = ops + Int(first)
        var p = cursor
        while true {
            switch pc.pointee.code {
            case .done: return p
            case .earlyStop:
                if stopsEarly { return p }
            case .skipBytes:
                let count = Int(pc.pointee.a)
                guard end - p >= count else { return failTruncated(p, pc) }
                p += count
            case .skipVarints:
                guard let next = skipVarints(pc, p) else { return nil }
                p = next
            case .skipBlobs:
                guard let next = skipBlobs(pc, p) else { return nil }
                p = next
            case .skipNullableFixed:
                guard let next = skipNullableFixed(pc, p) else { return nil }
                p = next
            case .skipNullableVarints:
                guard let next = skipNullableVarints(pc, p) else { return nil }
                p = next
            case .skipNullableBlobs:
                guard let next = skipNullableBlobs(pc, p) else { return nil }
                p = next
            case .null: slots[Int(pc.pointee.slot)] = Slot(.null, bits: 0)
            case .boolean:
                guard readBoolean(pc, &p, slots) else { return nil }
            case .int:
                guard readInt(pc, &p, slots) else { return nil }
            case .long:
                guard readLong(pc, &p, slots) else { return nil }
            case .float:
                guard readFloat(pc, &p, slots) else { return nil }
            case .double:
                guard readDouble(pc, &p, slots) else { return nil }
            case .bytes:
                guard readBlob(.bytes, pc, &p, slots) else { return nil }
            case .string:
                guard readBlob(.string, pc, &p, slots) else { return nil }
            case .fixed:
                guard readFixed(pc, &p, slots) else { return nil }
            case .symbol:
                guard readSymbol(pc, &p, slots) else { return nil }
            case .nullableBoolean:
                guard let present = isPresent(pc, &p, slots), !present || readBoolean(pc, &p, slots) else { return nil }
            case .nullableInt:
                guard let present = isPresent(pc, &p, slots), !present || readInt(pc, &p, slots) else { return nil }
            case .nullableLong:
                guard let present = isPresent(pc, &p, slots), !present || readLong(pc, &p, slots) else { return nil }
            case .nullableFloat:
                guard let present = isPresent(pc, &p, slots), !present || readFloat(pc, &p, slots) else { return nil }
            case .nullableDouble:
                guard let present = isPresent(pc, &p, slots), !present || readDouble(pc, &p, slots) else { return nil }
            case .nullableBytes:
                guard let present = isPresent(pc, &p, slots), !present || readBlob(.bytes, pc, &p, slots) else {
                    return nil
                }
            case .nullableString:
                guard let present = isPresent(pc, &p, slots), !present || readBlob(.string, pc, &p, slots) else {
                    return nil
                }
            case .union:
                guard let target = branch(pc, &p) else { return nil }
                pc = ops + Int(target)
                continue
            case .jump:
                pc = ops + Int(pc.pointee.a)
                continue
            case .call:
                guard let next = call(pc, p, slots) else { return nil }
                p = next
            case .array, .map:
                guard let next = readItems(pc, p, slots) else { return nil }
                p = next
            case .skipArray, .skipMap:
                guard let next = skipItems(pc, p, slots) else { return nil }
                p = next
            case .spanBegin: slots[Int(pc.pointee.slot)] = Slot(.encoded, bits: UInt64(p - start))
            case .spanEnd:
                let begin = slots[Int(pc.pointee.slot)].bits
                slots[Int(pc.pointee.slot)] = Slot(.encoded, bits: begin, length: UInt64(p - start) &- begin)
            }
            pc += 1
        }
    }
}
