/// Reads cards of 80 bytes. Bytes that are no ASCII text become `?`; a value in no known form is kept as written.
enum CardParser {
    static let length = 80

    static func card(_ bytes: UnsafeRawBufferPointer) -> Card {
        let text = bytes.map { (32...126).contains($0) ? $0 : UInt8(ascii: "?") }
        let keyword = trimmed(text[..<8])
        if keyword == "HIERARCH", let card = hierarch(text[8...]) { return card }
        if keyword == "CONTINUE" {
            let (value, comment) = value(text[8...])
            return Card(keyword, value, comment)
        }
        guard text[8] == UInt8(ascii: "="), text[9] == UInt8(ascii: " "), !commentary.contains(keyword) else {
            return Card(keyword, nil, trimmed(text[8...]))
        }
        let (value, comment) = value(text[10...])
        return Card(keyword, value, comment)
    }

    private static let commentary: Set<String> = ["COMMENT", "HISTORY", ""]

    private static func hierarch(_ text: ArraySlice<UInt8>) -> Card? {
        guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let (value, comment) = value(text[(equals + 1)...])
        return Card(trimmedBoth(text[..<equals]), value, comment)
    }

    /// Splits what follows the `=` into the value and the comment.
    static func value(_ text: ArraySlice<UInt8>) -> (CardValue?, String) {
        guard let start = text.firstIndex(where: { $0 != 32 }) else { return (nil, "") }
        if text[start] == UInt8(ascii: "'") { return string(text[(start + 1)...]) }
        let slash = text[start...].firstIndex(of: UInt8(ascii: "/")) ?? text.endIndex
        let comment = slash < text.endIndex ? trimmedBoth(text[(slash + 1)...]) : ""
        return (scalar(trimmedBoth(text[start..<slash])), comment)
    }

    /// Two quotes stand for one; spaces at the end do not count.
    private static func string(_ text: ArraySlice<UInt8>) -> (CardValue?, String) {
        var characters: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "'") {
                guard index + 1 < text.endIndex, text[index + 1] == UInt8(ascii: "'") else { break }
                index += 1
            }
            characters.append(text[index])
            index += 1
        }
        let rest = text[min(index + 1, text.endIndex)...]
        let slash = rest.firstIndex(of: UInt8(ascii: "/"))
        return (.string(trimmed(characters[...])), slash.map { trimmedBoth(rest[($0 + 1)...]) } ?? "")
    }

    private static func scalar(_ text: String) -> CardValue? {
        if text.isEmpty { return nil }
        if text == "T" { return .logical(true) }
        if text == "F" { return .logical(false) }
        if let integer = Int64(text) { return .integer(integer) }
        let plain = text.replacing("D", with: "E").replacing("d", with: "e")
        if plain.utf8.allSatisfy(isNumeric), let real = Double(plain) { return .real(real) }
        return .other(text)
    }

    /// Keeps out `nan`, `inf` and hexadecimal numbers, which Swift reads and FITS does not know.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"), UInt8(ascii: "e"):
            true
        default: false
        }
    }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let end = bytes.lastIndex { $0 != 32 }.map { $0 + 1 } ?? bytes.startIndex
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    private static func trimmedBoth(_ bytes: ArraySlice<UInt8>) -> String {
        trimmed(bytes.drop { $0 == 32 })
    }
}
