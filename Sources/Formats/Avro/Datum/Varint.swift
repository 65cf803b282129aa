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

/// Reads a datum's parts in order and throws where they end early.
struct ByteReader {
    let start: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    var p: UnsafePointer<UInt8>

    /// - Parameter memory: must outlive the reader.
    init(_ memory: UnsafeRawBufferPointer) {
        start = memory.startOfBytes
        end = start + memory.count
        p = start
    }

    var offset: Int { p - start }
    var remaining: Int { end - p }

    /// - Parameter count: bytes that were wanted here.
    func truncated(_ what: String, wanted count: Int = 1) -> AvroError {
        let needed = offset.addingReportingOverflow(count)
        return AvroError(
            .truncated, "the bytes end within \(what)", offset: offset,
            needed: needed.overflow ? nil : needed.partialValue)
    }
    func malformed(_ what: String) -> AvroError { AvroError(.malformed, what, offset: offset) }

    @inline(__always)
    mutating func long() throws(AvroError) -> Int64 {
        guard let raw = Varint.read(&p, end) else { throw badVarint() }
        return Varint.unzigzag(raw)
    }

    @inline(never)
    func badVarint() -> AvroError {
        remaining >= 10 ? malformed("a number longer than 64 bits") : truncated("a number")
    }

    @inline(__always)
    mutating func int() throws(AvroError) -> Int32 {
        let start = self
        guard let value = Int32(exactly: try long()) else { throw start.malformed("an int beyond 32 bits") }
        return value
    }

    @inline(__always)
    mutating func load<T: BitwiseCopyable>(_ type: T.Type) throws(AvroError) -> T {
        guard remaining >= MemoryLayout<T>.size else { throw truncated("a number") }
        let value = UnsafeRawPointer(p).loadUnaligned(as: T.self)
        p += MemoryLayout<T>.size
        return value
    }

    @inline(__always)
    mutating func boolean() throws(AvroError) -> Bool {
        guard p < end else { throw truncated("a boolean") }
        guard p.pointee < 2 else { throw malformed("a boolean that is neither 0 nor 1") }
        p += 1
        return p[-1] == 1
    }

    /// The length of a string, bytes or metadata value that lies within the rest.
    @inline(__always)
    mutating func length() throws(AvroError) -> Int {
        let start = self
        let count = try long()
        guard count >= 0 else { throw start.malformed("a length below zero") }
        guard count <= Int64(remaining) else {
            throw start.truncated("a value of \(count) bytes", wanted: min(Int(count), .max / 2) + (p - start.p))
        }
        return Int(count)
    }

    /// The memory of the next `count` bytes, of which there must be as many.
    @inline(__always)
    mutating func take(_ count: Int) throws(AvroError) -> UnsafeRawBufferPointer {
        guard count <= remaining else { throw truncated("a value of \(count) bytes", wanted: count) }
        defer { p += count }
        return UnsafeRawBufferPointer(start: p, count: count)
    }

    mutating func string() throws(AvroError) -> String {
        let start = self
        let memory = try take(try length())
        guard let text = String(validating: memory.bindMemory(to: UInt8.self), as: UTF8.self) else {
            throw start.malformed("a string that is not UTF-8")
        }
        return text
    }

    /// The count of the next block of an array or map, 0 at its end, with its size in bytes where it is given.
    @inline(__always)
    mutating func blockCount(
        minimumSize: Int, empties: inout Int
    ) throws(AvroError) -> (count: Int, size: Int?) {
        let start = self
        let count = try long()
        if count == 0 { return (0, nil) }
        guard count < 0 else { return (try start.check(count, remaining, minimumSize, &empties), nil) }
        guard count > .min else { throw start.malformed("a block count out of range") }
        let size = try length()
        return (try start.check(-count, size, minimumSize, &empties), size)
    }

    /// Refuses a count of items that the bytes left cannot hold.
    func check(_ count: Int64, _ room: Int, _ minimumSize: Int, _ empties: inout Int) throws(AvroError) -> Int {
        if minimumSize > 0 {
            guard count <= Int64(room / minimumSize) else {
                throw truncated("a block of \(count) items")
            }
        } else {
            guard count <= Int64(empties) else {
                throw AvroError(.limit, "too many items without bytes", offset: offset)
            }
            empties -= Int(count)
        }
        return Int(count)
    }
}

extension UnsafeRawBufferPointer {
    /// The first byte; some address that is never read where there is none.
    var startOfBytes: UnsafePointer<UInt8> {
        let base = baseAddress ?? UnsafeRawPointer(bitPattern: 64).unsafelyUnwrapped
        return base.assumingMemoryBound(to: UInt8.self)
    }
}
