public import Bytes

/// How the blocks of a container file are compressed.
public enum Codec: String, Sendable, Hashable, CaseIterable {
    case null
    /// Raw deflate (RFC 1951), without the zlib header.
    case deflate
    /// Snappy followed by the big-endian CRC-32 of the uncompressed bytes.
    case snappy
    case zstandard

    /// The codec called `name` in a file's metadata.
    init(named name: String) throws(AvroError) {
        guard let codec = Codec(rawValue: name) else {
            throw AvroError(
                .codec,
                "unsupported codec '\(name)': this reader knows null, deflate, snappy and zstandard; rewrite the file")
        }
        self = codec
    }

    /// The bytes that `block` holds compressed, at most `limit` of them.
    public func decompress(_ block: Bytes, limit: Int) throws(AvroError) -> Bytes {
        switch self {
        case .null: return block
        case .deflate: return try Deflate.decompress(block, limit: limit)
        case .snappy: return try Snappy.decompress(block, limit: limit)
        case .zstandard: return try Zstandard.decompress(block, limit: limit)
        }
    }

    /// `block` compressed. `level` is for deflate (1-9) and zstandard (1-19); nil takes the library's own.
    public func compress(_ block: Bytes, level: Int? = nil) throws(AvroError) -> Bytes {
        switch self {
        case .null: return block
        case .deflate: return try Deflate.compress(block, level: level ?? 6)
        case .snappy: return try Snappy.compress(block)
        case .zstandard: return try Zstandard.compress(block, level: level ?? 3)
        }
    }
}

/// Memory that a decompressor fills and that doubles up to a limit.
struct InflationBuffer {
    private(set) var memory: UnsafeMutableRawBufferPointer
    var count = 0
    let limit: Int
    private var isGivenAway = false

    init(expected: Int, limit: Int) {
        self.limit = limit
        memory = .allocate(byteCount: Swift.max(Swift.min(expected, limit), 64), alignment: 16)
    }

    func free() { if !isGivenAway { memory.deallocate() } }

    var space: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: memory[count...]) }

    /// Makes room for more; throws where the limit is reached.
    mutating func grow() throws(AvroError) {
        guard memory.count < limit else {
            throw AvroError(.limit, "a block decompresses to more than \(limit) bytes")
        }
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Swift.min(memory.count * 2, limit), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
        memory.deallocate()
        memory = larger
    }

    /// The bytes written, once: the memory itself where they fill at least half of it, else a copy.
    mutating func finish() -> Bytes {
        guard count >= memory.count / 2 else {
            return Bytes(copying: UnsafeRawBufferPointer(rebasing: memory[..<count]))
        }
        isGivenAway = true
        return Bytes(adopting: memory, count: count)
    }
}
