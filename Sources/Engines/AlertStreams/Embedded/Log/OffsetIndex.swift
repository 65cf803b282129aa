import Bytes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A sparse map from offsets and times to places in a segment. It only saves time: each entry is checked against the
/// segment when it is used, and a lost or stale index is rebuilt from the batch headers.
struct OffsetIndex: Equatable {
    struct Entry: Equatable {
        var offset: Int64
        var position: Int64
        /// Newest timestamp of all records before `position`.
        var maxTimestampBefore: Int64
    }

    static let magic: UInt32 = 0x4953_4354  // "TCSI"
    static let version: UInt32 = 1
    static let headCount = 16
    static let entryCount = 32
    /// Bytes of segment between two entries.
    static let interval = 1 << 20

    let base: Int64
    private(set) var entries: [Entry] = []

    init(base: Int64) { self.base = base }

    var lastPosition: Int64 { entries.last?.position ?? 0 }

    /// Whether the batch at `position` deserves an entry.
    func wants(_ position: Int) -> Bool { Int64(position) - lastPosition >= Int64(Self.interval) }

    mutating func append(_ entry: Entry) { entries.append(entry) }

    mutating func truncate(to position: Int) { entries.removeAll { $0.position >= Int64(position) } }

    /// Where to begin looking for `offset`. Complexity: O(log n).
    func position(of offset: Int64) -> Int {
        Int(last { $0.offset <= offset }?.position ?? 0)
    }

    /// Where to begin looking for the first record of `timestampMs` or later. Complexity: O(log n).
    func position(since timestampMs: Int64) -> Int {
        Int(last { $0.maxTimestampBefore < timestampMs }?.position ?? 0)
    }

    /// The last entry of the leading run for which `holds` is true.
    private func last(where holds: (Entry) -> Bool) -> Entry? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(entries[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? entries[low - 1] : nil
    }
}

extension OffsetIndex {
    static func encodeHead(base: Int64) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(magic)
        writer.append(version)
        writer.append(base)
        return writer.bytes
    }

    static func encode(_ entry: Entry) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(entry.offset)
        writer.append(entry.position)
        writer.append(entry.maxTimestampBefore)
        writer.append(UInt32(0))
        writer.append(writer.bytes.withUnsafeBytes { CRC32C.checksum($0) })
        return writer.bytes
    }

    var encoded: [UInt8] { entries.reduce(into: Self.encodeHead(base: base)) { $0 += Self.encode($1) } }

    /// The entries of `bytes` up to the first that is damaged, out of order, or past `limit` bytes of segment.
    init?(_ bytes: Bytes, base: Int64, limit: Int) {
        self.base = base
        var reader = ByteReader(bytes)
        guard reader.read(UInt32.self) == Self.magic, reader.read(UInt32.self) == Self.version,
            reader.read(Int64.self) == base
        else { return nil }
        while let entry = Self.decode(&reader, bytes), entry.position < Int64(limit), entry.offset >= base,
            entry.position > lastPosition, entry.offset > entries.last?.offset ?? -1
        {
            entries.append(entry)
        }
    }

    private static func decode(_ reader: inout ByteReader, _ bytes: Bytes) -> Entry? {
        let start = reader.position
        guard let offset = reader.read(Int64.self), let position = reader.read(Int64.self),
            let time = reader.read(Int64.self), reader.read(UInt32.self) != nil, let crc = reader.read(UInt32.self),
            crc == CRC32C.checksum(bytes.slice(start..<start + 28))
        else { return nil }
        return Entry(offset: offset, position: position, maxTimestampBefore: time)
    }

    /// Reads the index beside a segment of `limit` bytes; empty where it is missing or unusable.
    static func load(_ path: String, base: Int64, limit: Int) -> OffsetIndex {
        guard let file = try? LogFile(path, O_RDONLY), let size = try? file.size(), size <= 64 << 20,
            let bytes = try? file.read(at: 0, count: size)
        else { return OffsetIndex(base: base) }
        return OffsetIndex(bytes, base: base, limit: limit) ?? OffsetIndex(base: base)
    }
}
