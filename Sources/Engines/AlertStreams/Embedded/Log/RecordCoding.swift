import Bytes

/// The records of a batch's body. See docs/formats/embedded-log.md.
enum RecordCoding {
    /// Bytes of a record before its key, headers and value.
    static let fixedCount = 28
    static let headerFixedCount = 6

    /// Bytes that `record` takes in a body.
    static func count(_ record: OutgoingRecord) -> Int {
        headCount(record) + record.value.count
    }

    /// Bytes before the value.
    static func headCount(_ record: OutgoingRecord) -> Int {
        record.headers.reduce(fixedCount + (record.key?.count ?? 0)) {
            $0 + headerFixedCount + $1.name.utf8.count + $1.value.count
        }
    }

    /// Appends all of `record` but its value to `scratch`.
    static func encodeHead(
        _ record: OutgoingRecord, delta: UInt32, timestampMs: Int64, into scratch: inout ByteWriter
    ) {
        scratch.append(UInt32(count(record)))
        scratch.append(delta)
        scratch.append(timestampMs)
        scratch.append(Int32(record.key?.count ?? -1))
        scratch.append(UInt32(record.value.count))
        scratch.append(UInt16(record.headers.count))
        scratch.append(UInt16(0))
        if let key = record.key { scratch.append(key) }
        for header in record.headers {
            scratch.append(UInt16(header.name.utf8.count))
            scratch.append(UInt32(header.value.count))
            scratch.append(header.name)
            scratch.append(header.value)
        }
    }

    /// The checksum of `body`, and that of each value in it, from one pass. The body need not be sound: values are
    /// looked for as far as it is.
    static func checksums(_ body: Bytes) -> (body: UInt32, values: [UInt32]) {
        body.withUnsafeBytes { memory in
            var (crc, place, values): (UInt32, Int, [UInt32]) = (0, 0, [])
            while let (value, end) = value(in: memory, at: place) {
                let valueCRC = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: memory[value..<end]))
                crc = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: memory[place..<value]), from: crc)
                crc = CRC32C.joined(crc, valueCRC, secondCount: end - value)
                values.append(valueCRC)
                place = end
            }
            return (CRC32C.checksum(UnsafeRawBufferPointer(rebasing: memory[place...]), from: crc), values)
        }
    }

    /// Where the value of the record at `place` begins and ends: it is the last of the record's fields.
    private static func value(in memory: UnsafeRawBufferPointer, at place: Int) -> (start: Int, end: Int)? {
        guard memory.count - place >= fixedCount else { return nil }
        let total = Int(memory.loadLE(UInt32.self, at: place))
        let count = Int(memory.loadLE(UInt32.self, at: place + 20))
        guard total >= fixedCount, total <= memory.count - place, count <= total - fixedCount else { return nil }
        return (place + total - count, place + total)
    }

    /// The records of `body`, as views of it; those up to the first that does not parse.
    static func decode(_ body: Bytes, _ header: BatchHeader, partition: Int32) -> [StreamRecord] {
        var reader = ByteReader(body)
        var records: [StreamRecord] = []
        records.reserveCapacity(Int(header.recordCount))
        for delta in 0..<header.recordCount {
            let position = RecordPosition(partition: partition, offset: header.baseOffset + Int64(delta))
            guard let record = decodeRecord(&reader, delta, position) else { break }
            records.append(record)
        }
        return records
    }

    private static func decodeRecord(
        _ reader: inout ByteReader, _ delta: UInt32, _ position: RecordPosition
    ) -> StreamRecord? {
        let start = reader.position
        guard let total = reader.read(UInt32.self), reader.read(UInt32.self) == delta,
            let timestampMs = reader.read(Int64.self), let keyCount = reader.read(Int32.self),
            let valueCount = reader.read(UInt32.self), let headerCount = reader.read(UInt16.self),
            reader.read(UInt16.self) == 0, keyCount >= -1
        else { return nil }
        var key: Bytes?
        if keyCount >= 0 {
            guard let bytes = reader.readBytes(Int(keyCount)) else { return nil }
            key = bytes
        }
        guard let headers = decodeHeaders(&reader, Int(headerCount)), let value = reader.readBytes(Int(valueCount)),
            reader.position - start == Int(total)
        else { return nil }
        return StreamRecord(position: position, timestampMs: timestampMs, key: key, value: value, headers: headers)
    }

    private static func decodeHeaders(_ reader: inout ByteReader, _ count: Int) -> [RecordHeader]? {
        var headers: [RecordHeader] = []
        for _ in 0..<count {
            guard let nameCount = reader.read(UInt16.self), let valueCount = reader.read(UInt32.self),
                let name = reader.readBytes(Int(nameCount))?.utf8Text, let value = reader.readBytes(Int(valueCount))
            else { return nil }
            headers.append(RecordHeader(name, value))
        }
        return headers
    }
}

/// Grows a run of little-endian fields.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ value: Bytes) {
        value.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func appendZeros(_ count: Int) { bytes.append(contentsOf: repeatElement(0, count: count)) }
}

/// Reads little-endian fields; nil where the bytes end too early.
struct ByteReader {
    let bytes: Bytes
    private(set) var position = 0

    init(_ bytes: Bytes) { self.bytes = bytes }

    mutating func read<T: FixedWidthInteger>(_ type: T.Type) -> T? {
        let size = MemoryLayout<T>.size
        guard bytes.count - position >= size else { return nil }
        defer { position += size }
        return bytes.withUnsafeBytes { $0.loadLE(type, at: position) }
    }

    mutating func readBytes(_ count: Int) -> Bytes? {
        guard count >= 0, bytes.count - position >= count else { return nil }
        defer { position += count }
        return bytes.slice(position..<position + count)
    }
}
