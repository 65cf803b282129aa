import Bytes

/// The 64 bytes before each batch of a segment, little-endian. See docs/formats/embedded-log.md.
struct BatchHeader: Hashable {
    static let byteCount = 64
    static let magic: UInt32 = 0x4253_4354  // "TCSB"
    static let version: UInt16 = 1

    /// Offset of the first record; the others follow without gaps.
    var baseOffset: Int64
    /// Where the header begins in its file: a batch that was copied elsewhere, or a look-alike inside a packet, is not
    /// taken for one.
    var position: Int64
    var minTimestampMs: Int64
    var maxTimestampMs: Int64
    var recordCount: UInt32
    var bodyCount: UInt32
    var appendedMs: Int64
    var bodyCRC: UInt32

    /// The offset after the last record.
    var nextOffset: Int64 { baseOffset + Int64(recordCount) }
    /// Bytes of header, body and padding up to the next batch, which begins at a multiple of eight.
    var totalCount: Int { Self.total(body: Int(bodyCount)) }
    var end: Int { Int(position) + totalCount }

    static func total(body: Int) -> Int { (byteCount + body + 7) & ~7 }
}

extension BatchHeader {
    func encode(into memory: UnsafeMutableRawBufferPointer) {
        memory.storeLE(Self.magic, at: 0)
        memory.storeLE(Self.version, at: 4)
        memory.storeLE(UInt16(Self.byteCount), at: 6)
        memory.storeLE(baseOffset, at: 8)
        memory.storeLE(position, at: 16)
        memory.storeLE(minTimestampMs, at: 24)
        memory.storeLE(maxTimestampMs, at: 32)
        memory.storeLE(recordCount, at: 40)
        memory.storeLE(bodyCount, at: 44)
        memory.storeLE(appendedMs, at: 48)
        memory.storeLE(bodyCRC, at: 56)
        memory.storeLE(CRC32C.checksum(UnsafeRawBufferPointer(rebasing: memory[..<60])), at: 60)
    }

    /// The header at the start of `memory`, which is `position` in its file; nil where the bytes are none.
    init?(_ memory: UnsafeRawBufferPointer, at position: Int) {
        guard memory.count >= Self.byteCount, memory.loadLE(UInt32.self, at: 0) == Self.magic,
            memory.loadLE(UInt16.self, at: 4) == Self.version,
            memory.loadLE(UInt16.self, at: 6) == Self.byteCount,
            memory.loadLE(UInt32.self, at: 60) == CRC32C.checksum(UnsafeRawBufferPointer(rebasing: memory[..<60]))
        else { return nil }
        baseOffset = memory.loadLE(Int64.self, at: 8)
        self.position = memory.loadLE(Int64.self, at: 16)
        minTimestampMs = memory.loadLE(Int64.self, at: 24)
        maxTimestampMs = memory.loadLE(Int64.self, at: 32)
        recordCount = memory.loadLE(UInt32.self, at: 40)
        bodyCount = memory.loadLE(UInt32.self, at: 44)
        appendedMs = memory.loadLE(Int64.self, at: 48)
        bodyCRC = memory.loadLE(UInt32.self, at: 56)
        guard isPlausible, self.position == position else { return nil }
    }

    private var isPlausible: Bool {
        (0..<(1 << 62)).contains(baseOffset) && recordCount > 0
            && Int(recordCount) * RecordCoding.fixedCount <= Int(bodyCount)
    }
}

extension UnsafeRawBufferPointer {
    func loadLE<T: FixedWidthInteger>(_ type: T.Type, at offset: Int) -> T {
        T(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}

extension UnsafeMutableRawBufferPointer {
    func storeLE<T: FixedWidthInteger>(_ value: T, at offset: Int) {
        storeBytes(of: value.littleEndian, toByteOffset: offset, as: T.self)
    }
}
