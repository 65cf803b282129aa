/// A number of a written position, with what stands around it.
struct WrittenNumber {
    enum Unit { case none, hour, degree, minute, second }

    var value: Double
    var unit = Unit.none
    var isSigned: Bool
    var isNegative: Bool
    var isWhole: Bool
    var followsComma = false

    /// The numbers of `text`; nil where it holds anything else.
    static func all(in text: some StringProtocol) -> [WrittenNumber]? {
        var rest = Substring(String(text).replacing("\u{2212}", with: "-"))
        var numbers: [WrittenNumber] = []
        var comma = false
        while let next = rest.first {
            if next == "," || next == ";" {
                guard !comma, !numbers.isEmpty else { return nil }
                comma = true
                rest.removeFirst()
            } else if next.isWhitespace || next == ":" {
                rest.removeFirst()
            } else {
                guard numbers.count < 6, var number = take(from: &rest) else { return nil }
                number.followsComma = comma
                comma = false
                numbers.append(number)
            }
        }
        return comma ? nil : numbers
    }

    private static func take(from rest: inout Substring) -> WrittenNumber? {
        let sign = rest.first.flatMap { $0 == "-" || $0 == "+" ? $0 : nil }
        if sign != nil { rest.removeFirst() }
        let digits = rest.prefix { $0.isASCIIDigit || $0 == "." }
        guard digits.first?.isASCIIDigit == true, let value = Double(digits) else { return nil }
        rest = rest[digits.endIndex...]
        var number = WrittenNumber(
            value: value, isSigned: sign != nil, isNegative: sign == "-", isWhole: !digits.contains("."))
        if let unit = rest.first.flatMap(unit(of:)) {
            number.unit = unit
            rest.removeFirst()
        }
        return number
    }

    private static func unit(of character: Character) -> Unit? {
        switch character {
        case "h", "H": .hour
        case "d", "D", "\u{b0}": .degree
        case "m", "M", "'", "\u{2032}": .minute
        case "s", "S", "\"", "\u{2033}": .second
        default: nil
        }
    }
}
