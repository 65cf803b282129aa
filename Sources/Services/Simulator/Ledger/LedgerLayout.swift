internal import Bytes

/// Numbers of the ledger's format: see docs/formats/ledger.md.
enum LedgerLayout {
    static let magic: UInt64 = 0x4745_4C43_4F54_4353  // "SCTOCLEG"
    static let blockMagic: UInt32 = 0x4B4C_424C  // "LBLK"
    static let version: UInt16 = 1
    static let headerBytes = 64
    static let blockHeaderBytes = 32
    static let rowBytes = 136
    /// Rows of a block at most; a reader refuses more.
    static let rowsPerBlock = 8192
    static let maximumBody = 4 << 20

    enum Kind: UInt16 { case strings = 1, rows = 2, end = 3 }
}

/// Little-endian numbers onto the end of an array.
struct LittleEndianWriter {
    var bytes: [UInt8] = []

    mutating func put(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ value: Double) { put(value.bitPattern) }

    var crc: UInt32 { bytes.withUnsafeBytes { CRC32C.checksum($0) } }
}

/// Little-endian numbers out of memory that is long enough.
struct LittleEndianReader {
    let memory: UnsafeRawBufferPointer
    var place = 0

    mutating func take<T: FixedWidthInteger>(_ type: T.Type) -> T {
        defer { place += MemoryLayout<T>.size }
        guard place + MemoryLayout<T>.size <= memory.count else { return 0 }
        return T(littleEndian: memory.loadUnaligned(fromByteOffset: place, as: T.self))
    }

    mutating func takeDouble() -> Double { Double(bitPattern: take(UInt64.self)) }
}
