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

    /// A block of an array or map: how many items, 0 at the end, and where it ends if that was given.
    struct Block {
        var count: Int
        var end: UnsafePointer<UInt8>?
    }

    /// The next block's count, backed by as many bytes as so many items must have.
    @inline(__always)
    mutating func block(minimumSize: Int, empties: inout Int) throws(AvroError) -> Block {
        let start = self
        let count = try long()
        if count >= 0 { return Block(count: try start.check(count, remaining, minimumSize, &empties)) }
        guard count > .min else { throw start.malformed("a block count out of range") }
        let size = try length()
        return Block(count: try start.check(-count, size, minimumSize, &empties), end: p + size)
    }

    /// Checks that the items of `block` ended where it said.
    @inline(__always)
    func close(_ block: Block) throws(AvroError) {
        if let end = block.end, end != p { throw malformed("a block whose size is not that of its items") }
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
