/// Variable-length zig-zag integers, little-endian groups of seven bits.
enum Varint {
    @inline(__always)
    static func unzigzag(_ raw: UInt64) -> Int64 { Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1) }

    @inline(__always)
    static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

    /// The raw number at `p`, which moves past it; nil where `end` comes first or it is longer than 64 bits.
    @inline(__always)
    static func read(_ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UInt64? {
        guard p < end else { return nil }
        let first = p.pointee
        if first < 0x80 {
            p += 1
            return UInt64(first)
        }
        return readLong(&p, end)
    }

    @inline(__always)
    private static func readLong(_ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UInt64? {
        guard end - p >= 10 else { return readNearEnd(&p, end) }
        let word = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
        let stops = ~word & 0x8080_8080_8080_8080
        guard stops == 0 else {
            let bits = stops.trailingZeroBitCount
            p += bits &>> 3 &+ 1
            return pack(word & (UInt64.max &>> UInt64(63 &- bits)))
        }
        let (ninth, tenth) = (UInt64(p[8]), UInt64(p[9]))
        let low = pack(word) | (ninth & 0x7F) &<< 56
        if ninth < 0x80 {
            p += 9
            return low
        }
        guard tenth < 2 else { return nil }
        p += 10
        return low | tenth &<< 63
    }

    /// The seven low bits of each byte, side by side.
    @inline(__always)
    private static func pack(_ word: UInt64) -> UInt64 {
        var x = word & 0x7F7F_7F7F_7F7F_7F7F
        x = (x & 0x7F00_7F00_7F00_7F00) &>> 1 | (x & 0x007F_007F_007F_007F)
        x = (x & 0x3FFF_0000_3FFF_0000) &>> 2 | (x & 0x0000_3FFF_0000_3FFF)
        return (x & 0x0FFF_FFFF_0000_0000) &>> 4 | (x & 0x0000_0000_0FFF_FFFF)
    }

    @inline(never)
    private static func readNearEnd(_ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UInt64? {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        var q = p
        while q < end {
            let byte = q.pointee
            q += 1
            if shift == 63, byte > 1 { return nil }
            result |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 {
                p = q
                return result
            }
            shift &+= 7
        }
        return nil
    }
}
