/// Columns of a slice as bytes: each value is its distance from the column's least, in as few bytes as the largest needs.
///
/// Layout in `docs/formats/light-curve-blob.md`.
enum ColumnCoding {
    static let hasGaps: UInt8 = 0x80
    static let isSinglePrecision: UInt8 = 0x40

    /// Appends one column of all `points`. Complexity: O(points).
    static func encode<Point: CurvePoint>(_ points: [Point], column: Int, into bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: points.count) { words in
            var gaps: [UInt8] = []
            var count = 0
            for index in points.indices {
                if let word = points[index].word(column) {
                    words[count] = word
                    count += 1
                } else {
                    if gaps.isEmpty { gaps = [UInt8](repeating: 0, count: (points.count + 7) / 8) }
                    gaps[index / 8] |= 1 << UInt8(index % 8)
                }
            }
            var values = UnsafeMutableBufferPointer(rebasing: words[..<count])
            let isSingle = Point.columns[column] == .real && values.allSatisfy(isExactInSinglePrecision)
            if isSingle { narrow(&values) }
            let lead = (gaps.isEmpty ? 0 : hasGaps) | (isSingle ? isSinglePrecision : 0)
            append(values, lead: lead, gaps: gaps, into: &bytes)
        }
    }

    private static func append(
        _ words: UnsafeMutableBufferPointer<UInt64>, lead: UInt8, gaps: [UInt8], into bytes: inout [UInt8]
    ) {
        let base = words.min() ?? 0
        let width = byteWidth((words.max() ?? 0) - base)
        let baseWidth = byteWidth(base)
        bytes.append(lead)
        bytes.append(UInt8(width << 4 | baseWidth))
        bytes.append(contentsOf: gaps)
        withUnsafeBytes(of: base.littleEndian) { bytes.append(contentsOf: $0.prefix(baseWidth)) }
        guard width > 0 else { return }
        appendDistances(words, base, width, into: &bytes)
    }

    /// Each word is written whole, over the unused bytes of the one before; the last one's are cut off.
    private static func appendDistances(
        _ words: UnsafeMutableBufferPointer<UInt64>, _ base: UInt64, _ width: Int, into bytes: inout [UInt8]
    ) {
        withUnsafeTemporaryAllocation(byteCount: words.count * width + 8, alignment: 8) { memory in
            var place = 0
            for word in words {
                memory.storeBytes(of: (word - base).littleEndian, toByteOffset: place, as: UInt64.self)
                place += width
            }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[..<place]))
        }
    }

    private static func narrow(_ words: inout UnsafeMutableBufferPointer<UInt64>) {
        for index in words.indices { words[index] = UInt64(Float(Double(bitPattern: words[index])).bitPattern) }
    }

    private static func byteWidth(_ word: UInt64) -> Int { (64 - word.leadingZeroBitCount + 7) / 8 }

    private static func isExactInSinglePrecision(_ word: UInt64) -> Bool {
        let value = Double(bitPattern: word)
        return Double(Float(value)).bitPattern == word
    }

    static func widened(_ word: UInt64) -> UInt64 {
        Double(Float(bitPattern: UInt32(truncatingIfNeeded: word))).bitPattern
    }
}

/// Reads columns; refuses what lies beyond the bytes.
struct ColumnReader {
    private let memory: UnsafeRawBufferPointer
    private(set) var position: Int

    init(_ memory: UnsafeRawBufferPointer, at position: Int) {
        self.memory = memory
        self.position = position
    }

    var remaining: Int { memory.count - position }

    /// Sets one column of all `points`.
    mutating func decode<Point: CurvePoint>(_ points: inout [Point], column: Int) throws(SliceError) {
        let lead = try word(1)
        let widths = Int(try word(1))
        let (width, baseWidth) = (widths >> 4, widths & 15)
        guard width <= 8, baseWidth <= 8, lead & 0x3F == 0 else { throw SliceError(offset: position, problem: "width") }
        let gaps = position
        if lead & UInt64(ColumnCoding.hasGaps) != 0 { try skip((points.count + 7) / 8) }
        let base = try word(baseWidth)
        let isSingle = lead & UInt64(ColumnCoding.isSinglePrecision) != 0
        for index in points.indices {
            if gaps + index / 8 < memory.count, lead & UInt64(ColumnCoding.hasGaps) != 0,
                memory[gaps + index / 8] >> UInt8(index % 8) & 1 != 0
            {
                points[index].setWord(column, nil)
                continue
            }
            let value = base &+ (try word(width))
            points[index].setWord(column, isSingle ? ColumnCoding.widened(value) : value)
        }
    }

    /// An unsigned little-endian number of `width` (0 ... 8) bytes.
    mutating func word(_ width: Int) throws(SliceError) -> UInt64 {
        let start = position
        try skip(width)
        var word: UInt64 = 0
        if start + 8 <= memory.count {
            word = UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            return width == 8 ? word : word & ((1 << UInt64(8 * width)) - 1)
        }
        for index in 0..<width { word |= UInt64(memory[start + index]) << UInt64(8 * index) }
        return word
    }

    private mutating func skip(_ count: Int) throws(SliceError) {
        guard count <= remaining else { throw SliceError(offset: position, problem: "it ends too early") }
        position += count
    }
}
