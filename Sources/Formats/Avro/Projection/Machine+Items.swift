extension Machine {
    /// Runs a subroutine, one level deeper.
    mutating func call(_ pc: UnsafePointer<Op>, _ p: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        guard depth > 0 else { return fail(.limit, "values nested too deep", p, pc) }
        depth -= 1
        let next = run(pc.pointee.a, p, slots)
        depth += 1
        if next == nil, pc.pointee.code == .call { calls.append(pc - ops) }
        return next
    }

    /// The items of an array or map, each a new row of the table.
    @inline(never)
    mutating func readItems(_ pc: UnsafePointer<Op>, _ start: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        let table = tables + Int(pc.pointee.table)
        let first = table.pointee.count
        var p = start
        while let block = block(pc, &p) {
            guard block.count > 0 else {
                let count = table.pointee.count - first
                if pc.pointee.slot >= 0 {
                    slots[Int(pc.pointee.slot)] = Slot(.rows, bits: UInt64(first), length: UInt64(count))
                }
                return p
            }
            for _ in 0..<block.count {
                guard let row = table.pointee.append(&rowBytes) else {
                    return fail(.limit, "the rows of one datum need more memory than the limit allows", p, pc)
                }
                guard let next = readItem(pc, p, row) else {
                    items.append(table.pointee.count - first - 1)
                    return nil
                }
                p = next
            }
            if let size = block.size, p != block.start + size {
                return fail(.malformed, "a block whose size is not that of its items", p, pc)
            }
        }
        return nil
    }

    @inline(__always)
    private mutating func readItem(
        _ pc: UnsafePointer<Op>, _ start: Cursor, _ row: UnsafeMutablePointer<Slot>
    ) -> Cursor? {
        guard pc.pointee.code == .map else { return call(pc, start, row) }
        var p = start
        guard let raw = Varint.read(&p, end) else { return failVarint(start, pc) }
        let length = Varint.unzigzag(raw)
        guard length >= 0, length <= Int64(end - p) else { return failLength(length, start, pc) }
        if pc.pointee.key >= 0 {
            row[Int(pc.pointee.key)] = Slot(.string, bits: UInt64(p - self.start), length: UInt64(length))
        }
        return call(pc, p + Int(length), row)
    }

    /// Passes over the items of an array or map, whole blocks at once where their size is given.
    @inline(never)
    mutating func skipItems(_ pc: UnsafePointer<Op>, _ start: Cursor, _ slots: UnsafeMutablePointer<Slot>) -> Cursor? {
        var p = start
        while let block = block(pc, &p) {
            guard block.count > 0 else { return p }
            if let size = block.size {
                p += size
                continue
            }
            for index in 0..<block.count {
                guard let next = skipItem(pc, p, slots) else {
                    items.append(index)
                    return nil
                }
                p = next
            }
        }
        return nil
    }

    @inline(__always)
    private mutating func skipItem(
        _ pc: UnsafePointer<Op>, _ start: Cursor, _ slots: UnsafeMutablePointer<Slot>
    ) -> Cursor? {
        guard pc.pointee.code == .skipMap else { return call(pc, start, slots) }
        var p = start
        guard let raw = Varint.read(&p, end) else { return failVarint(start, pc) }
        let length = Varint.unzigzag(raw)
        guard length >= 0, length <= Int64(end - p) else { return failLength(length, start, pc) }
        return call(pc, p + Int(length), slots)
    }

    private struct Block {
        var count: Int
        var size: Int?
        var start: Cursor
    }

    /// The next block's count, 0 at the end, and its size in bytes where it is given; nil after a fault.
    private mutating func block(_ pc: UnsafePointer<Op>, _ p: inout Cursor) -> Block? {
        let here = p
        guard let raw = Varint.read(&p, end) else { return failed(failVarint(here, pc)) }
        var count = Varint.unzigzag(raw)
        var size: Int?
        if count < 0 {
            let place = p
            guard count > .min, let raw = Varint.read(&p, end) else { return failed(failVarint(place, pc)) }
            let length = Varint.unzigzag(raw)
            guard length >= 0, length <= Int64(end - p) else { return failed(failLength(length, place, pc)) }
            count = -count
            size = Int(length)
        }
        let room = size ?? end - p
        if pc.pointee.b > 0 {
            guard count <= Int64(room / Int(pc.pointee.b)) else {
                return failed(fail(.truncated, "the bytes end within a block of \(count) items", here, pc))
            }
        } else {
            guard count <= Int64(empties) else { return failed(fail(.limit, "too many items without bytes", here, pc)) }
            empties -= Int(count)
        }
        return Block(count: Int(count), size: size, start: p)
    }

    private func failed(_ fault: Cursor?) -> Block? { nil }
}
