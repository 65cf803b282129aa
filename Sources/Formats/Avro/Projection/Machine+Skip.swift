extension Machine {
    @inline(__always)
    mutating func skipBytes(_ pc: UnsafePointer<Op>, _ p: Cursor) -> Cursor? {
        let count = Int(pc.pointee.a)
        return end - p >= count ? p + count : failTruncated(p, pc)
    }

    @inline(__always)
    mutating func skipVarints(_ pc: UnsafePointer<Op>, _ start: Cursor) -> Cursor? {
        var p = start
        for _ in 0..<pc.pointee.a {
            let here = p
            guard Varint.read(&p, end) != nil else { return failVarint(here, pc) }
        }
        return p
    }

    @inline(__always)
    mutating func skipBlobs(_ pc: UnsafePointer<Op>, _ start: Cursor) -> Cursor? {
        var p = start
        for _ in 0..<pc.pointee.a {
            guard let next = skipBlob(pc, p) else { return nil }
            p = next
        }
        return p
    }

    @inline(__always)
    private mutating func skipBlob(_ pc: UnsafePointer<Op>, _ start: Cursor) -> Cursor? {
        var p = start
        guard let raw = Varint.read(&p, end) else { return failVarint(start, pc) }
        let length = Varint.unzigzag(raw)
        guard length >= 0, length <= Int64(end - p) else { return failLength(length, start, pc) }
        return p + Int(length)
    }

    /// Sizes are at most 64, so that one comparison lets a whole run go without looking at the end.
    @inline(__always)
    mutating func skipNullableFixed(_ pc: UnsafePointer<Op>, _ start: Cursor) -> Cursor? {
        let count = Int(pc.pointee.b)
        guard end - start >= count &* 65 else { return skipNullableFixedNearEnd(pc, start) }
        let sizes = sizes + Int(pc.pointee.a)
        let (null, value) = (pc.pointee.nullByte, pc.pointee.valueByte)
        var p = start
        for index in 0..<count {
            let byte = p.pointee
            if byte == value {
                p += 1 &+ Int(sizes[index])
            } else if byte == null {
                p += 1
            } else {
                return skipNullableFixedNearEnd(pc, start)
            }
        }
        return p
    }

    @inline(never)
    private mutating func skipNullableFixedNearEnd(_ pc: UnsafePointer<Op>, _ start: Cursor) -> Cursor? {
        var p = start
        for index in 0..<Int(pc.pointee.b) {
            guard let present = presence(pc, &p) else { return nil }
            let size = present ? Int(sizes[Int(pc.pointee.a) + index]) : 0
            guard end - p >= size else { return failTruncated(p, pc) }
            p += size
        }
        return p
    }

    @inline(__always)
    mutating func skipNullableVarints(_ pc: UnsafePointer<Op>, _ start: Cursor) -> Cursor? {
        var p = start
        for _ in 0..<pc.pointee.a {
            guard let present = presence(pc, &p) else { return nil }
            let here = p
            if present, Varint.read(&p, end) == nil { return failVarint(here, pc) }
        }
        return p
    }

    @inline(__always)
    mutating func skipNullableBlobs(_ pc: UnsafePointer<Op>, _ start: Cursor) -> Cursor? {
        var p = start
        for _ in 0..<pc.pointee.a {
            guard let present = presence(pc, &p) else { return nil }
            guard present else { continue }
            guard let next = skipBlob(pc, p) else { return nil }
            p = next
        }
        return p
    }
}
