/// Names of small bodies in the few characters of the Minor Planet Center's packed form.
///
/// Source: the Minor Planet Center's description of packed designations, with the forms for numbers from 620000 on and
/// for more than 15,500 discoveries in half a month.
public enum PackedDesignation {
    /// Of a name as catalogues write it: `1 Ceres (A801 AA)`, `(1) Ceres`, `2010 TK7`, `C/1995 O1 (Hale-Bopp)`.
    ///
    /// A minor planet's provisional designation comes before its number, a comet's number before its designation. Nil
    /// where the name holds none of them. Complexity: O(characters).
    public static func packed(_ name: some StringProtocol) -> String? {
        let name = name.trimmed
        if let comet = numberedComet(name) { return comet }
        return provisionalPart(of: name).flatMap(provisional) ?? number(name)
    }

    /// The provisional designation in a name: `2010 TK7` of `706765 (2010 TK7)` and of itself; nil where there is none.
    public static func provisionalPart(of name: some StringProtocol) -> String? {
        let name = name.trimmed
        if let open = name.lastIndex(of: "("), name.hasSuffix(")") {
            let part = name[name.index(after: open)...].dropLast()
            if provisional(part) != nil { return String(part) }
        }
        return provisional(name).map { _ in name.split(separator: " ").prefix(2).joined(separator: " ") }
    }

    /// `2060 AA`, `2060 AB`, ... `2060 AA1`: the provisional designation of the body that was found as the `number`th, from 0,
    /// of the years, had each half-month 15,500 discoveries. The last half-month has the rest. Negative numbers count as 0.
    public static func provisional(_ number: Int, in years: ClosedRange<Int>) -> String {
        let (inHalf, number) = (620 * 25, max(number, 0))
        let halves = min(number / inHalf, 24 * years.count - 1)
        let order = number - halves * inHalf
        let (half, second, cycle) = (letters[halves % 24], letters[order % 25], order / 25)
        return "\(years.lowerBound + halves / 24) \(half)\(second)\(cycle == 0 ? "" : String(cycle))"
    }

    /// Of half-months (without the last) and of orders: there is no I.
    private static let letters = Array("ABCDEFGHJKLMNOPQRSTUVWXYZ")

    /// `K10T07K` of `2010 TK7`, `PLS2040` of `2040 P-L`, `CJ95O010` of `C/1995 O1`; what follows these is passed over.
    static func provisional(_ text: some StringProtocol) -> String? {
        var words = text.split(separator: " ").prefix(2).map(Substring.init)
        guard words.count == 2 else { return nil }
        var kind: Substring = ""
        if let slash = words[0].firstIndex(of: "/") {
            kind = words[0][..<slash]
            words[0] = words[0][words[0].index(after: slash)...]
            guard kind.count == 1, "CPDXAI".contains(kind) else { return nil }
        }
        if kind.isEmpty, let survey = surveys[String(words[1])], let digits = digits(words[0], width: 4) {
            return survey + digits
        }
        guard let year = packedYear(words[0]) else { return nil }
        if !kind.isEmpty, let comet = cometOrder(words[1]) { return kind + year + comet }
        return minorPlanetOrder(words[1], year).map { kind + $0 }
    }

    private static let surveys = ["P-L": "PLS", "T-1": "T1S", "T-2": "T2S", "T-3": "T3S"]

    /// `J95` of `1995`, `I01` of `A801`, a discovery before 1925.
    private static func packedYear(_ text: Substring) -> String? {
        let digits = text.hasPrefix("A") ? "1" + text.dropFirst() : String(text)
        guard digits.utf8.count == 4, let year = Int(digits), (1000...2999).contains(year) else { return nil }
        return base62(year / 100, width: 1) + String(digits.suffix(2))
    }

    /// `T07K` of `TK7`, after its year.
    private static func minorPlanetOrder(_ text: Substring, _ year: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 2, let half = letter(bytes[0]), let second = letter(bytes[1]),
            let cycle = bytes.count == 2 ? 0 : Int(text.dropFirst(2)), cycle >= 0,
            bytes.count == 2 || bytes[2] != UInt8(ascii: "+")
        else { return nil }
        if cycle < 620 { return "\(year)\(half.name)\(base62(cycle / 10, width: 1))\(cycle % 10)\(second.name)" }
        let count = (cycle - 620) * 25 + second.index
        guard count < 62 * 62 * 62 * 62, year.hasPrefix("K"), let short = Int(year.dropFirst()) else { return nil }
        return "_\(base62(short, width: 1))\(half.name)\(base62(count, width: 4))"
    }

    /// `O010` of `O1`, `F02a` of `F2-A`.
    private static func cometOrder(_ text: Substring) -> String? {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard let first = parts.first, let half = first.utf8.first.flatMap(letter),
            let number = Int(first.dropFirst()), (1..<620).contains(number), first.utf8.dropFirst().first != 43
        else { return nil }
        let fragment = parts.count > 1 ? parts[1].lowercased() : "0"
        guard fragment.utf8.count == 1 else { return nil }
        return "\(half.name)\(base62(number / 10, width: 1))\(number % 10)\(fragment)"
    }

    /// `0001P` of `1P/Halley`, `0073Pb` of `73P-B`.
    private static func numberedComet(_ name: String) -> String? {
        let number = name.prefix { $0.isASCII && $0.isNumber }
        let rest = name.dropFirst(number.count)
        guard let kind = rest.first, "PDI".contains(kind), let digits = digits(number, width: 4) else { return nil }
        let after = rest.dropFirst().prefix { $0 != "/" && $0 != " " }
        guard after.isEmpty || after.hasPrefix("-") && after.utf8.count <= 3 else { return nil }
        return digits + String(kind) + after.dropFirst().lowercased()
    }

    /// `00001` of `1`, `A0345` of `100345`, `~0000` of `620000`; the number may stand in parentheses.
    static func number(_ name: String) -> String? {
        let isOpen = name.hasPrefix("(")
        let digits = name.dropFirst(isOpen ? 1 : 0).prefix { $0.isASCII && $0.isNumber }
        let next = name.dropFirst(digits.count + (isOpen ? 1 : 0)).first
        guard isOpen ? next == ")" : next == nil || next == " ", let number = Int(digits), number > 0 else {
            return nil
        }
        if number < 620_000 { return base62(number / 10_000, width: 1) + base10(number % 10_000) }
        let beyond = number - 620_000
        return beyond < 62 * 62 * 62 * 62 ? "~" + base62(beyond, width: 4) : nil
    }

    private static func digits(_ text: Substring, width: Int) -> String? {
        guard (1...width).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return String(repeating: "0", count: width - text.utf8.count) + text
    }

    private static func base10(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: 4 - text.utf8.count) + text
    }

    private static func base62(_ number: Int, width: Int) -> String {
        var (rest, digits) = (number, [UInt8](repeating: 48, count: width))
        for place in digits.indices.reversed() {
            let digit = UInt8(rest % 62)
            digits[place] = digit + (digit < 10 ? 48 : digit < 36 ? 55 : 61)
            rest /= 62
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// A letter of a half-month or an order, and its place: there is no I.
    private static func letter(_ byte: UInt8) -> (name: Character, index: Int)? {
        guard (65...90).contains(byte), byte != UInt8(ascii: "I") else { return nil }
        return (Character(Unicode.Scalar(byte)), Int(byte) - 65 - (byte > UInt8(ascii: "I") ? 1 : 0))
    }
}
