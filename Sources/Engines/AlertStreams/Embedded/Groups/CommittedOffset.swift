import Bytes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A group's committed offset in one partition, and the lock of the member that reads it. Two slots are written in
/// turn, so that a commit that a power cut interrupts leaves the one before it.
final class CommittedOffset {
    static let magic: UInt32 = 0x4F43_4354  // "TCCO"
    static let slotCount = 32

    private let file: LogFile
    private var sequence: UInt64 = 0

    init(_ path: String) throws(StreamError) {
        file = try LogFile(path, O_RDWR | O_CREAT, action: "open the offsets file")
    }

    /// Makes this member the partition's reader; false where another is.
    func acquire() throws(StreamError) -> Bool { try file.lock(exclusive: true) }

    func release() { file.unlock() }

    /// The committed offset; nil where none was ever committed. Call it again after `acquire`.
    func load() throws(StreamError) -> Int64? {
        var newest: (sequence: UInt64, next: Int64)?
        for slot in 0..<2 {
            let bytes = try file.read(at: slot * Self.slotCount, count: Self.slotCount)
            guard let found = Self.decode(bytes), found.sequence > newest?.sequence ?? 0 else { continue }
            newest = found
        }
        sequence = newest?.sequence ?? 0
        return newest?.next
    }

    /// Returns when `next` would survive a power cut.
    func store(_ next: Int64) throws(StreamError) {
        sequence += 1
        try file.write(Self.encode(sequence, next), at: Int(sequence % 2) * Self.slotCount)
        try file.synchronise()
    }

    static func encode(_ sequence: UInt64, _ next: Int64) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(magic)
        writer.append(UInt32(1))
        writer.append(sequence)
        writer.append(next)
        writer.append(UInt32(0))
        writer.append(writer.bytes.withUnsafeBytes { CRC32C.checksum($0) })
        return writer.bytes
    }

    static func decode(_ bytes: Bytes) -> (sequence: UInt64, next: Int64)? {
        var reader = ByteReader(bytes)
        guard bytes.count == slotCount, reader.read(UInt32.self) == magic, reader.read(UInt32.self) == 1,
            let sequence = reader.read(UInt64.self), let next = reader.read(Int64.self), next >= 0,
            reader.read(UInt32.self) == 0, reader.read(UInt32.self) == CRC32C.checksum(bytes.slice(0..<28))
        else { return nil }
        return (sequence, next)
    }
}
