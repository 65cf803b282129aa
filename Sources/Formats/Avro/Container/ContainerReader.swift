public import Bytes

/// A block of a container file: datums one after another.
public struct ContainerBlock: Sendable {
    /// Number of datums.
    public let count: Int
    /// The datums, decompressed; a view of the file where it is not compressed.
    public let data: Bytes
    /// Where the block begins in the file.
    public let offset: Int
}

/// Reads an object container file from bytes that arrive in any pieces.
///
/// Give bytes with `push`, take blocks with `next` until it answers nil, and call `finish` at the end. A whole file
/// given at once is read without copying it.
public struct ContainerReader: Sendable {
    /// The head; nil until enough bytes have come.
    public private(set) var header: ContainerHeader?

    private var pending = PendingBytes()
    private let cache: SchemaCache
    private let limits: Limits

    /// - Parameter cache: shared between readers, spares parsing the same embedded schema again.
    public init(cache: SchemaCache = SchemaCache(), limits: Limits = Limits()) {
        self.cache = cache
        self.limits = limits
    }

    /// A reader of a whole file, its head already read.
    public init(file: Bytes, cache: SchemaCache = SchemaCache(), limits: Limits = Limits()) throws(AvroError) {
        self.init(cache: cache, limits: limits)
        push(file)
        _ = try readHeader()
        guard header != nil else {
            throw AvroError(.truncated, "the file ends within its head", offset: file.count)
        }
    }

    /// Adds the next bytes of the file.
    public mutating func push(_ bytes: Bytes) { pending.append(bytes) }

    /// The next block; nil where more bytes are needed or the file is at its end.
    public mutating func next() throws(AvroError) -> ContainerBlock? {
        guard let header = try readHeader(), let bytes = pending.available else { return nil }
        let offset = pending.offset
        do throws(AvroError) {
            let (block, length) = try read(bytes, header)
            pending.consume(length)
            return block
        } catch {
            guard error.isTruncation else { throw error.shifted(by: offset) }
            return nil
        }
    }

    /// Throws where the bytes given so far end within the head or a block.
    public func finish() throws(AvroError) {
        guard header != nil, pending.count == 0 else {
            let what = header == nil ? "its head" : "a block"
            throw AvroError(
                .truncated, "the container file ends within \(what)", offset: pending.offset + pending.count)
        }
    }

    private mutating func readHeader() throws(AvroError) -> ContainerHeader? {
        if let header { return header }
        guard let bytes = pending.available else { return nil }
        do throws(AvroError) {
            let header = try ContainerHeader(bytes, cache: cache, limits: limits)
            pending.consume(header.length)
            self.header = header
            return header
        } catch {
            guard error.isTruncation else { throw error }
            let needed = max(error.needed ?? 0, bytes.count + 1)
            guard needed <= limits.headerBytes else {
                throw AvroError(.limit, "the head of the file is larger than \(limits.headerBytes) bytes")
            }
            pending.needed = needed
            return nil
        }
    }

    /// Reads a block that begins at the start of `bytes`; offsets in errors count from there.
    private mutating func read(
        _ bytes: Bytes, _ header: ContainerHeader
    ) throws(AvroError) -> (ContainerBlock, Int) {
        let (count, body) = try bytes.withUnsafeBytes { (memory) throws(AvroError) -> (Int, Range<Int>) in
            var reader = ByteReader(memory)
            let count = try reader.long()
            let size = try reader.long()
            guard count >= 0, size >= 0 else { throw reader.malformed("a block with a count or size below zero") }
            guard size <= Int64(limits.blockBytes) else {
                throw AvroError(
                    .limit, "a block of \(size) bytes is larger than the limit \(limits.blockBytes)", offset: 0)
            }
            let start = reader.offset
            return (Int(count), start..<start + Int(size))
        }
        let end = body.upperBound + 16
        guard end <= bytes.count else {
            pending.needed = end
            throw AvroError(.truncated, "the file ends within a block")
        }
        guard bytes.slice(body.upperBound..<end) == header.sync else {
            throw AvroError(.framing, "the sync marker after a block is not the file's", offset: body.upperBound)
        }
        let data = try header.codec.decompress(bytes.slice(body), limit: limits.blockBytes)
        return (ContainerBlock(count: count, data: data, offset: pending.offset), end)
    }
}

/// Bytes that came in pieces and were not yet consumed; joined only when as many are there as are needed.
struct PendingBytes: Sendable {
    private var joined = Bytes()
    private var later: [Bytes] = []
    private(set) var count = 0
    /// Bytes consumed so far.
    private(set) var offset = 0
    /// Fewer bytes than this are not worth looking at.
    var needed = 1

    mutating func append(_ bytes: Bytes) {
        guard bytes.count > 0 else { return }
        count += bytes.count
        if joined.count == 0, later.isEmpty { joined = bytes } else { later.append(bytes) }
    }

    /// All pending bytes in one piece; nil where fewer than `needed` are there.
    var available: Bytes? {
        mutating get {
            guard count >= needed, count > 0 else { return nil }
            if !later.isEmpty { join() }
            return joined
        }
    }

    private mutating func join() {
        let pieces = [joined] + later
        joined = Bytes(capacity: count) { space in
            var end = 0
            for piece in pieces {
                piece.withUnsafeBytes { memory in
                    UnsafeMutableRawBufferPointer(rebasing: space[end...]).copyMemory(from: memory)
                }
                end += piece.count
            }
            return end
        }
        later.removeAll()
    }

    mutating func consume(_ length: Int) {
        joined = joined.slice(length..<joined.count)
        count -= length
        offset += length
        needed = 1
    }
}
