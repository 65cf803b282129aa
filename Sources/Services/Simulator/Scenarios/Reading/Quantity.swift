/// Times and rates written with their units: `30 s`, `5 min`, `270 /s`.
enum Quantity {
    private static let secondsPer: [String: Double] = ["ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86_400]

    /// Seconds; nil where the text is no number followed by ms, s, min, h or d.
    static func seconds(_ text: String) -> Double? {
        guard let (number, unit) = parts(text), let factor = secondsPer[unit] else { return nil }
        let seconds = unit == "ms" ? number / 1000 : number * factor
        return seconds.isFinite ? seconds : nil
    }

    /// Per second; nil where the text is no number followed by `/s`, `/min` or `/h`.
    static func perSecond(_ text: String) -> Double? {
        guard let (number, unit) = parts(text), unit.first == "/" else { return nil }
        let name = unit.dropFirst().drop(while: { $0 == " " })
        guard let factor = secondsPer[String(name)], name != "ms", name != "d" else { return nil }
        return number / factor
    }

    /// To a second, minutes beside it where there are many.
    static func roundedText(seconds: Double) -> String {
        guard let whole = Int(exactly: seconds.rounded()) else { return text(seconds: seconds) }
        return whole < 600 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }

    /// The shortest text that gives the same seconds.
    static func text(seconds: Double) -> String {
        for (unit, factor) in [("d", 86_400.0), ("h", 3600), ("min", 60)] where seconds != 0 {
            let number = seconds / factor
            if number == number.rounded(), number * factor == seconds { return "\(Self.text(number)) \(unit)" }
        }
        return "\(text(seconds)) s"
    }

    static func text(perSecond: Double) -> String { "\(text(perSecond)) /s" }

    /// Without a fraction where it has none.
    static func text(_ number: Double) -> String {
        guard let whole = Int(exactly: number), whole.magnitude < 1 << 53 else { return "\(number)" }
        return "\(whole)"
    }

    private static func parts(_ text: String) -> (Double, String)? {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
        let unit = text.dropFirst(number.count).drop { $0 == " " }
        guard let value = Double(number), value.isFinite else { return nil }
        return (value, String(unit))
    }
}
