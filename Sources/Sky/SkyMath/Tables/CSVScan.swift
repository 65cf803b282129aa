/// Finds the rows and fields of a separated text, one row after the other.
struct CSVScan {
    static let quote = UInt8(ascii: "\"")

    private let bytes: [UInt8]
    private let separator: UInt8
    private var place = 0
    private var line = 1

    struct Row {
        /// Of its first character, from 1.
        var line: Int
        var fields: [Range<Int>]
    }

    init(_ bytes: [UInt8], separator: UInt8?) {
        self.bytes = bytes
        self.separator = separator ?? Self.likelySeparator(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    private static func likelySeparator(_ bytes: [UInt8]) -> UInt8 {
        let first = bytes.drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.prefix {
            $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r")
        }
        var best = (separator: UInt8(ascii: ","), count: 0)
        for candidate in ",;\t".utf8 {
            let count = first.reduce(0) { $0 + ($1 == candidate ? 1 : 0) }
            if count > best.count { best = (candidate, count) }
        }
        return best.separator
    }

    /// The next row that is not empty and no comment; nil at the end.
    mutating func next(limits: CSVTable.Limits) throws(TableError) -> Row? {
        while place < bytes.count {
            let row = try row(limits: limits)
            if let first = row.fields.first {
                let isEmpty = row.fields.count == 1 && bytes[first].allSatisfy(\.isBlank)
                if !isEmpty, bytes[first].first != UInt8(ascii: "#") { return row }
            }
        }
        return nil
    }

    private mutating func row(limits: CSVTable.Limits) throws(TableError) -> Row {
        var row = Row(line: line, fields: [])
        if bytes[place] == UInt8(ascii: "#") {
            let start = place
            while place < bytes.count, !isLineEnd { place += 1 }
            row.fields = [start..<place]
            endLine()
            return row
        }
        repeat {
            guard row.fields.count < limits.columns else {
                throw TableError("more than \(limits.columns) columns", line: row.line)
            }
            row.fields.append(try field(number: row.fields.count + 1))
        } while take(separator)
        endLine()
        return row
    }

    /// Moves to the end of a field.
    private mutating func field(number: Int) throws(TableError) -> Range<Int> {
        let (start, first) = (place, line)
        while place < bytes.count, bytes[place] == 32 || (bytes[place] == 9 && separator != 9) { place += 1 }
        if place < bytes.count, bytes[place] == Self.quote {
            try quoted(line: first, number: number)
            while place < bytes.count, bytes[place] != separator, !isLineEnd {
                guard bytes[place] == 32 || bytes[place] == 9 else {
                    throw TableError("text follows a quotation mark that closes a field", line: line, column: number)
                }
                place += 1
            }
            return start..<place
        }
        while place < bytes.count, bytes[place] != separator, !isLineEnd {
            guard bytes[place] != Self.quote else {
                throw TableError("a quotation mark within a field", line: line, column: number)
            }
            place += 1
        }
        return start..<place
    }

    /// Moves behind the quotation mark that closes the field.
    private mutating func quoted(line first: Int, number: Int) throws(TableError) {
        place += 1
        while place < bytes.count {
            if bytes[place] == Self.quote {
                place += 1
                if place >= bytes.count || bytes[place] != Self.quote { return }
            } else if bytes[place] == UInt8(ascii: "\n") {
                line += 1
            }
            place += 1
        }
        throw TableError("a quotation mark is not closed", line: first, column: number)
    }

    private var isLineEnd: Bool { bytes[place] == UInt8(ascii: "\n") || bytes[place] == UInt8(ascii: "\r") }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    /// Moves behind the line's end, of whichever system.
    private mutating func endLine() {
        let hadReturn = take(UInt8(ascii: "\r"))
        if take(UInt8(ascii: "\n")) || hadReturn { line += 1 }
    }
}
