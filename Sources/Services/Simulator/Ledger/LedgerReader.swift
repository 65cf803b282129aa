public import Bytes

/// Reads a ledger block by block, up to the last whole one.
public struct LedgerReader {
    /// How a ledger ends.
    public enum Ending: Sendable, Hashable {
        /// With the mark of a run that ended in order.
        case complete
        /// After whole blocks, without the mark: the run was broken off.
        case brokenOff
        /// Within a block or in damage, which begins at this byte.
        case damaged(at: Int, reason: String)
    }

    /// Of the scenario that was run.
    public let seed: UInt64
    /// Milliseconds since 1970 UTC.
    public let startMs: Int64
    /// Of the scenario's faults, in its order.
    public private(set) var labels: [String] = []
    /// Known once `next` has returned nil.
    public private(set) var ending: Ending?
    private let source: (_ offset: Int, _ count: Int) throws -> Bytes
    private var place = LedgerLayout.headerBytes
    private var sequence: UInt64 = 0
    private var classes: [String] = []
    private var rowsRead: UInt64 = 0

    /// A ledger that is in memory, or mapped there.
    public init(_ bytes: Bytes) throws(SimulatorError) {
        try self.init { offset, count in
            bytes.slice(min(offset, bytes.count)..<min(bytes.count, offset + count))
        }
    }

    /// - Parameter source: gives `count` bytes from `offset` on, or as many as there are.
    /// - Throws: `SimulatorError` where there is no header of a ledger of this version.
    public init(source: @escaping (_ offset: Int, _ count: Int) throws -> Bytes) throws(SimulatorError) {
        guard let header = try? source(0, LedgerLayout.headerBytes), header.count == LedgerLayout.headerBytes else {
            throw SimulatorError("This is no ledger: it has less than \(LedgerLayout.headerBytes) bytes.")
        }
        let numbers = header.withUnsafeBytes { memory in
            var reader = LittleEndianReader(memory: memory)
            let (magic, version) = (reader.take(UInt64.self), reader.take(UInt16.self))
            let sizes = [reader.take(UInt16.self), reader.take(UInt16.self)]
            _ = reader.take(UInt16.self)
            return (magic, version, sizes, reader.take(UInt64.self), reader.take(Int64.self))
        }
        guard numbers.0 == LedgerLayout.magic else { throw SimulatorError("This is no ledger of the simulator.") }
        guard numbers.1 == LedgerLayout.version else {
            throw SimulatorError("The ledger has version \(numbers.1); this program reads \(LedgerLayout.version).")
        }
        guard Self.isIntact(header), numbers.2 == [UInt16(LedgerLayout.headerBytes), UInt16(LedgerLayout.rowBytes)]
        else { throw SimulatorError("The ledger's header is damaged.") }
        (seed, startMs, self.source) = (numbers.3, numbers.4, source)
        guard case .strings(let texts) = nextBlock() else {
            throw SimulatorError("The ledger is damaged behind its header: the names of its faults cannot be read.")
        }
        labels = texts
    }

    /// The rows of the next block; nil at the end, of whatever kind (see `ending`).
    public mutating func next() -> [LedgerRow]? {
        while ending == nil {
            switch nextBlock() {
            case .strings(let texts): classes += texts
            case .rows(let rows):
                rowsRead += UInt64(rows.count)
                return rows
            case nil: break
            }
        }
        return nil
    }

    private enum Block {
        case strings([String])
        case rows([LedgerRow])
    }

    private mutating func nextBlock() -> Block? {
        guard let header = try? source(place, LedgerLayout.blockHeaderBytes) else { return stop("it cannot be read") }
        if header.count == 0 {
            ending = .brokenOff
            return nil
        }
        guard header.count == LedgerLayout.blockHeaderBytes else { return stop("a block's header is cut off") }
        guard Self.isIntact(header) else { return stop("a block's header is damaged") }
        let fields = header.withUnsafeBytes(BlockFields.init)
        guard fields.magic == LedgerLayout.blockMagic, fields.sequence == sequence,
            fields.bodyBytes <= LedgerLayout.maximumBody, let kind = LedgerLayout.Kind(rawValue: fields.kind)
        else { return stop("a block is not the one that should follow") }
        guard let body = try? source(place + LedgerLayout.blockHeaderBytes, fields.bodyBytes),
            body.count == fields.bodyBytes
        else { return stop("a block is cut off") }
        guard CRC32C.checksum(body) == fields.bodyCRC else { return stop("a block is damaged") }
        guard let block = decode(kind, fields.count, body) else {
            return ending == nil ? stop("a block holds what it cannot hold") : nil
        }
        place += LedgerLayout.blockHeaderBytes + fields.bodyBytes
        sequence += 1
        return block
    }

    private mutating func decode(_ kind: LedgerLayout.Kind, _ count: Int, _ body: Bytes) -> Block? {
        body.withUnsafeBytes { memory -> Block? in
            var reader = LittleEndianReader(memory: memory)
            switch kind {
            case .strings: return Self.strings(count, &reader).map(Block.strings)
            case .rows:
                guard count <= LedgerLayout.rowsPerBlock, memory.count == count * LedgerLayout.rowBytes else {
                    return nil
                }
                let rows = (0..<count).compactMap { _ in LedgerRow(from: &reader, classes: classes) }
                return rows.count == count ? .rows(rows) : nil
            case .end:
                if memory.count == 8, reader.take(UInt64.self) == rowsRead { ending = .complete }
                return nil
            }
        }
    }

    private static func strings(_ count: Int, _ reader: inout LittleEndianReader) -> [String]? {
        var texts: [String] = []
        while texts.count < count {
            let length = Int(reader.take(UInt16.self))
            let end = reader.place + length
            guard end <= reader.memory.count else { return nil }
            texts.append(String(decoding: reader.memory[reader.place..<end], as: UTF8.self))
            reader.place = end
            if reader.place == reader.memory.count, texts.count < count { return nil }
        }
        return texts
    }

    private mutating func stop(_ reason: String) -> Block? {
        ending = .damaged(at: place, reason: reason)
        return nil
    }

    /// The last four bytes are the CRC-32C of those before.
    private static func isIntact(_ header: Bytes) -> Bool {
        let size = header.count - 4
        return header.withUnsafeBytes { memory in
            let stated = UInt32(littleEndian: memory.loadUnaligned(fromByteOffset: size, as: UInt32.self))
            return CRC32C.checksum(UnsafeRawBufferPointer(rebasing: memory[..<size])) == stated
        }
    }
}

/// The header of a block.
private struct BlockFields {
    let magic: UInt32
    let kind: UInt16
    let count: Int
    let bodyBytes: Int
    let sequence: UInt64
    let bodyCRC: UInt32

    init(_ memory: UnsafeRawBufferPointer) {
        var reader = LittleEndianReader(memory: memory)
        magic = reader.take(UInt32.self)
        kind = reader.take(UInt16.self)
        _ = reader.take(UInt16.self)
        count = Int(reader.take(UInt32.self))
        bodyBytes = Int(reader.take(UInt32.self))
        sequence = reader.take(UInt64.self)
        bodyCRC = reader.take(UInt32.self)
    }
}
