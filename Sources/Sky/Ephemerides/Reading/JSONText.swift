/// A value of JSON text (RFC 8259), with numbers as doubles.
indirect enum JSONText {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONText])
    /// In the order of the text.
    case object([(key: String, value: JSONText)])

    /// - Errors: `.badText` with line and character. Values nested deeper than 100 are refused.
    init(parsing text: String) throws(EphemerisError) {
        var reader = JSONReader(bytes: Array(text.utf8))
        self = try reader.document()
    }

    subscript(key: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    var array: [JSONText]? {
        if case .array(let values) = self { values } else { nil }
    }
}

private struct JSONReader {
    var bytes: [UInt8]
    var index = 0

    mutating func document() throws(EphemerisError) -> JSONText {
        let value = try value(depth: 0)
        blanks()
        guard index == bytes.count else { throw failure("text after the end of the value") }
        return value
    }

    private mutating func value(depth: Int) throws(EphemerisError) -> JSONText {
        guard depth < 100 else { throw failure("nested too deeply") }
        blanks()
        guard index < bytes.count else { throw failure("the text ends too early") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return .object(try members(depth))
        case UInt8(ascii: "["): return .array(try elements(depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func members(_ depth: Int) throws(EphemerisError) -> [(key: String, value: JSONText)] {
        var members: [(key: String, value: JSONText)] = []
        index += 1
        if take("}") { return members }
        repeat {
            blanks()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw failure("a name was expected") }
            let key = try string()
            guard take(":") else { throw failure("a colon was expected") }
            members.append((key, try value(depth: depth + 1)))
        } while take(",")
        guard take("}") else { throw failure("a comma or } was expected") }
        return members
    }

    private mutating func elements(_ depth: Int) throws(EphemerisError) -> [JSONText] {
        var values: [JSONText] = []
        index += 1
        if take("]") { return values }
        repeat { values.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw failure("a comma or ] was expected") }
        return values
    }

    private mutating func string() throws(EphemerisError) -> String {
        index += 1
        var text: [UInt8] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            guard bytes[index] >= 32 else { throw failure("a control character in a string") }
            if bytes[index] == UInt8(ascii: "\\") {
                text += try escape()
            } else {
                text.append(bytes[index]); index += 1
            }
        }
        guard index < bytes.count else { throw failure("a string is not closed") }
        index += 1
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func escape() throws(EphemerisError) -> [UInt8] {
        index += 2
        guard index <= bytes.count else { throw failure("a string is not closed") }
        switch bytes[index - 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [bytes[index - 1]]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
        default: throw failure("an unknown escape")
        }
    }

    private mutating func scalar() throws(EphemerisError) -> Character {
        let high = try hex()
        if let scalar = Unicode.Scalar(high) { return Character(scalar) }
        guard (0xD800..<0xDC00).contains(high), index + 2 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { throw failure("half of a surrogate pair") }
        index += 2
        let low = try hex()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw failure("half of a surrogate pair") }
        return Character(scalar)
    }

    private mutating func hex() throws(EphemerisError) -> UInt32 {
        let digits = bytes.dropFirst(index).prefix(4)
        guard digits.count == 4, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-")
        else { throw failure("four hexadecimal digits were expected") }
        index += 4
        return value
    }

    private mutating func number() throws(EphemerisError) -> Double {
        let digits = bytes.dropFirst(index).prefix { "+-.eE0123456789".utf8.contains($0) }
        guard let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite else {
            throw failure("a value was expected")
        }
        index += digits.count
        return value
    }

    private mutating func word(_ word: String, _ value: JSONText) throws(EphemerisError) -> JSONText {
        guard bytes.dropFirst(index).starts(with: word.utf8) else { throw failure("a value was expected") }
        index += word.utf8.count
        return value
    }

    private mutating func take(_ character: Character) -> Bool {
        blanks()
        guard index < bytes.count, bytes[index] == character.asciiValue else { return false }
        index += 1
        return true
    }

    private mutating func blanks() {
        while index < bytes.count, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
    }

    private func failure(_ message: String) -> EphemerisError {
        let before = bytes.prefix(index)
        let line = before.count { $0 == 10 } + 1
        let column = index - (before.lastIndex(of: 10).map { $0 + 1 } ?? 0) + 1
        return EphemerisError(.badText, message, line: line, column: column)
    }
}
