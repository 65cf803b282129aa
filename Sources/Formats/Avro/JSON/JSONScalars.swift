extension JSONParser {
    mutating func number() throws(AvroError) -> JSON {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        try integerDigits()
        var whole = true
        if peek == UInt8(ascii: ".") {
            whole = false
            position += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            whole = false
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let text = String(decoding: memory[start..<position], as: UTF8.self)
        if whole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text) else { throw fault("not a number", at: start) }
        return .number(number)
    }

    private var peek: UInt8? { position < memory.count ? memory[position] : nil }

    private mutating func integerDigits() throws(AvroError) {
        guard peek == UInt8(ascii: "0") else { return try digits() }
        position += 1
    }

    private mutating func digits() throws(AvroError) {
        let start = position
        while let digit = peek, (48...57).contains(digit) { position += 1 }
        guard position > start else { throw fault("expected a digit") }
    }

    mutating func string() throws(AvroError) -> String {
        position += 1
        var text = ""
        while true {
            text += try plainRun()
            guard let byte = peek else { throw fault("a string without end") }
            position += 1
            if byte == UInt8(ascii: "\"") { return text }
            guard byte == UInt8(ascii: "\\") else { throw fault("a control character in a string", at: position - 1) }
            text.unicodeScalars.append(try escape())
        }
    }

    private mutating func plainRun() throws(AvroError) -> String {
        let start = position
        while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        guard let run = String(validating: memory[start..<position], as: UTF8.self) else {
            throw fault("a string that is not UTF-8", at: start)
        }
        return run
    }

    private mutating func escape() throws(AvroError) -> Unicode.Scalar {
        guard let byte = peek else { throw fault("a string without end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw fault("an unknown escape in a string", at: position - 1)
        }
    }

    private mutating func unicodeEscape() throws(AvroError) -> Unicode.Scalar {
        let start = position
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, peek == UInt8(ascii: "\\") else { throw fault("half a surrogate pair", at: start) }
        position += 1
        guard peek == UInt8(ascii: "u") else { throw fault("half a surrogate pair", at: start) }
        position += 1
        let second = try codeUnit()
        let pair = 0x10000 &+ (UInt32(first) &- 0xD800) << 10 &+ (UInt32(second) &- 0xDC00)
        guard (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(pair) else {
            throw fault("half a surrogate pair", at: start)
        }
        return scalar
    }

    private mutating func codeUnit() throws(AvroError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("expected four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
