/// Avro's binary forms written to memory that is known to be large enough.
enum PacketBytes {
    typealias Pointer = UnsafeMutablePointer<UInt8>

    @inline(__always)
    static func write(
        _ word: UInt64, _ kind: FieldKind, _ texts: UnsafeBufferPointer<UInt8>, _ p: inout Pointer
    ) {
        switch kind {
        case .float: writeFixed(UInt32(truncatingIfNeeded: word), &p)
        case .double: writeFixed(word, &p)
        case .boolean:
            p.pointee = UInt8(truncatingIfNeeded: word)
            p += 1
        case .int, .long, .enumeration: writeLong(Int64(bitPattern: word), &p)
        case .string, .bytes:
            let start = Int(word >> 32)
            let count = Int(word & 0xffff_ffff)
            writeLong(Int64(count), &p)
            copy(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(texts)[start..<start + count]), &p)
        case .other: break
        }
    }

    @inline(__always)
    static func writeFixed<T: FixedWidthInteger>(_ value: T, _ p: inout Pointer) {
        UnsafeMutableRawPointer(p).storeBytes(of: value.littleEndian, as: T.self)
        p += MemoryLayout<T>.size
    }

    /// A zig-zag integer of variable length, at most 10 bytes.
    @inline(__always)
    static func writeLong(_ value: Int64, _ p: inout Pointer) {
        var raw = UInt64(bitPattern: (value << 1) ^ (value >> 63))
        while raw >= 0x80 {
            p.pointee = UInt8(truncatingIfNeeded: raw) | 0x80
            raw >>= 7
            p += 1
        }
        p.pointee = UInt8(truncatingIfNeeded: raw)
        p += 1
    }

    @inline(__always)
    static func copy(_ source: UnsafeRawBufferPointer, _ p: inout Pointer) {
        guard let base = source.baseAddress, source.count > 0 else { return }
        UnsafeMutableRawPointer(p).copyMemory(from: base, byteCount: source.count)
        p += source.count
    }

    /// The length and the bytes.
    @inline(__always)
    static func writeBlob(_ source: UnsafeRawBufferPointer, _ p: inout Pointer) {
        writeLong(Int64(source.count), &p)
        copy(source, &p)
    }
}
