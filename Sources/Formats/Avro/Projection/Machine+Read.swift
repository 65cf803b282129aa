extension Machine {
    @inline(__always)
    mutating func isPresent(
        _ pc: UnsafePointer<Op>, _ p: inout Cursor, _ slots: UnsafeMutablePointer<Slot>
    ) -> Bool? {
        guard p < end else {
            _ = failTruncated(p, pc)
            return nil
        }
        let byte = p.pointee
        if byte == pc.pointee.valueByte {
            p += 1
            return true
        }
        guard byte == pc.pointee.nullByte else { return isPresentSlow(pc, &p, slots) }
        p += 1
        slots[Int(pc.pointee.slot)] = Slot(.null, bits: 0)
        return false
    }

    /// A branch number in more bytes than it needs, or a wrong one.
    @inline(never)
    private mutating func isPresentSlow(
        _ pc: UnsafePointer<Op>, _ p: inout Cursor, _ slots: UnsafeMutablePointer<Slot>
    ) -> Bool? {
        guard let present = presence(pc, &p) else { return nil }
        if !present { slots[Int(pc.pointee.slot)] = Slot(.null, bits: 0) }
        return present
    }

    /// Whether a nullable value follows, by its branch number of any length.
    @inline(__always)
    mutating func presence(_ pc: UnsafePointer<Op>, _ p: inout Cursor) -> Bool? {
        if p < end, p.pointee == pc.pointee.valueByte || p.pointee == pc.pointee.nullByte {
            p += 1
            return p[-1] == pc.pointee.valueByte
        }
        return longPresence(pc, &p)
    }

    @inline(never)
    private mutating func longPresence(_ pc: UnsafePointer<Op>, _ p: inout Cursor) -> Bool? {
        let here = p
        guard let raw = Varint.read(&p, end), raw == pc.pointee.valueByte || raw == pc.pointee.nullByte else {
            _ = failBranch(here, pc)
            return nil
        }
        return raw == pc.pointee.valueByte
    }

    @inline(__always)
    func readNull(_ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        slots[Int(pc.pointee.slot)] = Slot(.null, bits: 0)
        return p
    }

    @inline(__always)
    mutating func readBoolean(_ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        guard p < end else { return failTruncated(p, pc) }
        guard p.pointee < 2 else { return fail(.malformed, "a boolean that is neither 0 nor 1", p, pc) }
        slots[Int(pc.pointee.slot)] = Slot(.boolean, bits: UInt64(p.pointee))
        return p + 1
    }

    @inline(__always)
    mutating func readInt(_ pc: UnsafePointer<Op>, _ start: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        var p = start
        guard let raw = Varint.read(&p, end) else { return failVarint(start, pc) }
        guard raw <= UInt64(UInt32.max) else { return fail(.malformed, "an int beyond 32 bits", start, pc) }
        slots[Int(pc.pointee.slot)] = Slot(.int, bits: UInt64(bitPattern: Varint.unzigzag(raw)))
        return p
    }

    @inline(__always)
    mutating func readLong(_ pc: UnsafePointer<Op>, _ start: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        var p = start
        guard let raw = Varint.read(&p, end) else { return failVarint(start, pc) }
        slots[Int(pc.pointee.slot)] = Slot(.long, bits: UInt64(bitPattern: Varint.unzigzag(raw)))
        return p
    }

    @inline(__always)
    mutating func readFloat(_ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        guard end - p >= 4 else { return failTruncated(p, pc) }
        let bits = UInt32(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt32.self))
        slots[Int(pc.pointee.slot)] = Slot(.float, bits: UInt64(bits))
        return p + 4
    }

    @inline(__always)
    mutating func readDouble(_ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        guard end - p >= 8 else { return failTruncated(p, pc) }
        let bits = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
        slots[Int(pc.pointee.slot)] = Slot(.double, bits: bits)
        return p + 8
    }

    @inline(__always)
    mutating func readBlob(
        _ kind: SlotKind, _ pc: UnsafePointer<Op>, _ begin: Cursor, _ slots: UnsafeMutablePointer<Slot>
    ) -> Cursor? {
        var p = begin
        guard let raw = Varint.read(&p, end) else { return failVarint(begin, pc) }
        let length = Varint.unzigzag(raw)
        guard length >= 0, length <= Int64(end - p) else { return failLength(length, begin, pc) }
        slots[Int(pc.pointee.slot)] = Slot(kind, bits: UInt64(p - start), length: UInt64(length))
        return p + Int(length)
    }

    @inline(__always)
    mutating func readFixed(_ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        let size = Int(pc.pointee.a)
        guard end - p >= size else { return failTruncated(p, pc) }
        slots[Int(pc.pointee.slot)] = Slot(.fixed, bits: UInt64(p - start), length: UInt64(size))
        return p + size
    }

    @inline(__always)
    mutating func readSymbol(
        _ pc: UnsafePointer<Op>, _ begin: Cursor, _ slots: UnsafeMutablePointer<Slot>
    ) -> Cursor? {
        var p = begin
        guard let raw = Varint.read(&p, end) else { return failVarint(begin, pc) }
        let index = Varint.unzigzag(raw)
        guard index >= 0, index < Int64(pc.pointee.a) else {
            return fail(.malformed, "a symbol that does not exist", begin, pc)
        }
        slots[Int(pc.pointee.slot)] = Slot(.symbol, bits: UInt64(index), length: UInt64(pc.pointee.b))
        return p
    }

    /// Notes where a value that is kept as encoded bytes begins.
    @inline(__always)
    func beginSpan(_ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        slots[Int(pc.pointee.slot)] = Slot(.encoded, bits: UInt64(p - start))
        return p
    }

    @inline(__always)
    func endSpan(_ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        let begin = slots[Int(pc.pointee.slot)].bits
        slots[Int(pc.pointee.slot)] = Slot(.encoded, bits: begin, length: UInt64(p - start) &- begin)
        return p
    }

    /// The step at which a jump, or the chosen branch of a union, goes on.
    @inline(__always)
    mutating func target(_ pc: UnsafePointer<Op>, _ p: inout Cursor) -> Int32? {
        if pc.pointee.code == .jump { return pc.pointee.a }
        let here = p
        guard let raw = Varint.read(&p, end) else {
            _ = failVarint(here, pc)
            return nil
        }
        guard raw & 1 == 0, raw >> 1 < UInt64(pc.pointee.b) else {
            _ = failBranch(here, pc)
            return nil
        }
        return targets[Int(pc.pointee.a) + Int(raw >> 1)]
    }
}
