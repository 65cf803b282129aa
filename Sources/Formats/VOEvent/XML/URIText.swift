/// The form of a URI reference. Letters beyond ASCII are let through, as XML Schema's `anyURI` does.
///
/// Source: RFC 3986, sections 2 and 3.
enum URIText {
    private static let punctuation = Set("-._~:/?#[]@!$&'()*+,;=%".utf8)

    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.allSatisfy { isAlphanumeric($0) || punctuation.contains($0) || $0 > 127 }
            && hasWholeEscapes(bytes) && hasScheme(bytes) && bytes.count(where: { $0 == UInt8(ascii: "#") }) < 2
            && (text.contains("://[") || !text.contains { $0 == "[" || $0 == "]" })
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func hasWholeEscapes(_ bytes: [UInt8]) -> Bool {
        bytes.indices.filter { bytes[$0] == UInt8(ascii: "%") }.allSatisfy { index in
            let digits = bytes[(index + 1)...].prefix(2)
            return digits.count == 2 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        }
    }

    /// A colon before any slash ends a scheme, which begins with a letter.
    private static func hasScheme(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix { !"/?#".utf8.contains($0) }
        guard let colon = head.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let scheme = head[..<colon]
        return scheme.first.map { isAlphanumeric($0) && $0 > UInt8(ascii: "9") } ?? false
            && scheme.allSatisfy { isAlphanumeric($0) || "+-.".utf8.contains($0) }
    }
}

extension XMLElement {
    /// - Throws: `VOEventError` where `text` is no URI.
    func checkingURI(_ text: String?) throws(VOEventError) -> XMLElement {
        guard let text, !URIText.isValid(text) else { return self }
        throw line > 0 ? wrong("\(text.quoted) is no URI") : VOEventError("\(name): \(text.quoted) is no URI.")
    }
}
