internal import AlertModel
internal import Bytes

/// Where and why the bytes of a slice make no sense.
struct SliceError: Error {
    var offset: Int
    var problem: String
}

/// A slice of a light curve as bytes (`docs/formats/light-curve-blob.md`).
enum SliceCoding {
    static let version: UInt8 = 1
    private static let headLength = 13
    private static let tailLength = 4

    /// Complexity: O(points).
    static func encode(_ points: PointSet) -> [UInt8] {
        var bytes: [UInt8] = [version]
        bytes.reserveCapacity(64 + points.count * 100)
        for count in [points.detections.count, points.forced.count, points.limits.count] {
            withUnsafeBytes(of: UInt32(count).littleEndian) { bytes.append(contentsOf: $0) }
        }
        encode(points.detections, into: &bytes)
        encode(points.forced, into: &bytes)
        encode(points.limits, into: &bytes)
        let crc = bytes.withUnsafeBytes { CRC32C.checksum($0) }
        withUnsafeBytes(of: crc.littleEndian) { bytes.append(contentsOf: $0) }
        return bytes
    }

    private static func encode<Point: CurvePoint>(_ points: [Point], into bytes: inout [UInt8]) {
        guard !points.isEmpty else { return }
        for column in Point.columns.indices { ColumnCoding.encode(points, column: column, into: &bytes) }
    }

    static func decode(_ memory: UnsafeRawBufferPointer) throws(SliceError) -> PointSet {
        guard memory.count >= headLength + tailLength else { throw SliceError(offset: 0, problem: "it is too short") }
        guard memory[0] == version else { throw SliceError(offset: 0, problem: "version \(memory[0]) is unknown") }
        let end = memory.count - tailLength
        let crc = UInt32(littleEndian: memory.loadUnaligned(fromByteOffset: end, as: UInt32.self))
        guard CRC32C.checksum(UnsafeRawBufferPointer(rebasing: memory[..<end])) == crc else {
            throw SliceError(offset: end, problem: "the checksum does not match")
        }
        return try decodeChecked(UnsafeRawBufferPointer(rebasing: memory[..<end]))
    }

    /// Reads a slice whose checksum has been seen to match, or is not to be looked at.
    static func decodeChecked(_ memory: UnsafeRawBufferPointer) throws(SliceError) -> PointSet {
        guard memory.count >= headLength else { throw SliceError(offset: 0, problem: "it is too short") }
        var reader = ColumnReader(memory, at: 1)
        let counts = (Int(try reader.word(4)), Int(try reader.word(4)), Int(try reader.word(4)))
        // Different measurements differ in some column, which then takes a byte or more for each.
        guard counts.0 + counts.1 + counts.2 <= memory.count else {
            throw SliceError(offset: 1, problem: "it counts more points than it has bytes")
        }
        let points = PointSet(
            detections: try decode(&reader, counts.0), forced: try decode(&reader, counts.1),
            limits: try decode(&reader, counts.2))
        guard reader.remaining == 0 else { throw SliceError(offset: reader.position, problem: "bytes are left over") }
        return points
    }

    private static func decode<Point: CurvePoint>(_ reader: inout ColumnReader, _ count: Int) throws(SliceError)
        -> [Point]
    {
        guard count > 0 else { return [] }
        var points = [Point](repeating: .blank, count: count)
        for column in Point.columns.indices { try reader.decode(&points, column: column) }
        return points
    }
}
