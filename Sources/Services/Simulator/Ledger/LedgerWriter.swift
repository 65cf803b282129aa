internal import Bytes

/// Turns rows into the bytes of a ledger, which the caller appends to a file as they come.
///
/// What was appended stays readable up to its last whole block, whatever happens to the writer.
public struct LedgerWriter: Sendable {
    private let sink: @Sendable ([UInt8]) throws -> Void
    private var classes: [String: UInt32] = [:]
    private var newClasses: [String] = []
    private var rows = LittleEndianWriter()
    private var pending = 0
    private var sequence: UInt64 = 0
    /// Rows given so far.
    public private(set) var count: UInt64 = 0

    /// - Parameters:
    ///   - seed: of the run.
    ///   - startMs: when it began, milliseconds since 1970 UTC.
    ///   - labels: of the scenario's faults, in its order.
    ///   - sink: appends bytes to the file; called once here with the header.
    public init(
        seed: UInt64, startMs: Int64, labels: [String], sink: @escaping @Sendable ([UInt8]) throws -> Void
    ) throws {
        self.sink = sink
        var header = LittleEndianWriter()
        header.put(LedgerLayout.magic)
        header.put(LedgerLayout.version)
        header.put(UInt16(LedgerLayout.headerBytes))
        header.put(UInt16(LedgerLayout.rowBytes))
        header.put(UInt16(clamping: labels.count))
        header.put(seed)
        header.put(startMs)
        while header.bytes.count < LedgerLayout.headerBytes - 4 { header.put(UInt8(0)) }
        header.put(header.crc)
        try sink(header.bytes)
        try writeStrings(labels)
    }

    /// Adds a row; it is on its way when its block is full, or at `flush`.
    public mutating func append(_ row: LedgerRow) throws {
        row.encode(to: &rows, classIndex: index(of: row.trueClass))
        pending += 1
        count += 1
        if pending == LedgerLayout.rowsPerBlock { try flush() }
    }

    /// Writes the block that was begun.
    public mutating func flush() throws {
        if !newClasses.isEmpty {
            let texts = newClasses
            newClasses = []
            try writeStrings(texts)
        }
        guard pending > 0 else { return }
        let (body, count) = (rows.bytes, pending)
        rows.bytes.removeAll(keepingCapacity: true)
        pending = 0
        try writeBlock(.rows, count, body)
    }

    /// Writes what is left and the mark of a run that ended in order.
    public mutating func finish() throws {
        try flush()
        var body = LittleEndianWriter()
        body.put(count)
        try writeBlock(.end, 1, body.bytes)
    }

    private mutating func index(of name: String) -> UInt32 {
        let name = name.utf8.count <= 1024 ? name : String(name.prefix(100))
        if let index = classes[name] { return index }
        let index = UInt32(classes.count)
        classes[name] = index
        newClasses.append(name)
        return index
    }

    private mutating func writeStrings(_ texts: [String]) throws {
        var body = LittleEndianWriter()
        for text in texts {
            let utf8 = Array(text.utf8.prefix(Int(UInt16.max)))
            body.put(UInt16(utf8.count))
            body.bytes += utf8
        }
        try writeBlock(.strings, texts.count, body.bytes)
    }

    private mutating func writeBlock(_ kind: LedgerLayout.Kind, _ count: Int, _ body: [UInt8]) throws {
        var block = LittleEndianWriter()
        block.put(LedgerLayout.blockMagic)
        block.put(kind.rawValue)
        block.put(UInt16(LedgerLayout.blockHeaderBytes))
        block.put(UInt32(count))
        block.put(UInt32(body.count))
        block.put(sequence)
        block.put(body.withUnsafeBytes { CRC32C.checksum($0) })
        block.put(block.crc)
        block.bytes += body
        sequence += 1
        try sink(block.bytes)
    }
}
