/// Numbers as short as a drawing needs them.
package enum SVGNumber {
    /// One decimal, none where it is zero; `0` for what is not finite or beyond any drawing.
    package static func text(_ value: Double, digits: Int = 1) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        guard abs(value) < 1e9, let units = Int(exactly: (value * Double(scale)).rounded()) else { return "0" }
        let whole = "\(units < 0 ? "-" : "")\(abs(units) / scale)"
        let rest = abs(units) % scale
        guard rest > 0 else { return whole }
        var decimals = String(rest + scale).dropFirst()
        while decimals.last == "0" { decimals = decimals.dropLast() }
        return "\(whole).\(decimals)"
    }

    /// With exactly `digits` decimals, at most 9; `–` for what is not finite.
    package static func fixed(_ value: Double?, digits: Int) -> String {
        guard let value, value.isFinite else { return "–" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        guard abs(value) * scale < 1e15 else { return PageText.number(value, digits: digits) }
        let scaled = Int((abs(value) * scale).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(scaled)" }
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int(scale))
        let decimals = String(rest)
        return "\(sign)\(whole).\(String(repeating: "0", count: digits - decimals.utf8.count))\(decimals)"
    }

    /// A count with commas between thousands.
    package static func grouped(_ count: Int) -> String {
        count < 1000 ? "\(count)" : "\(grouped(count / 1000)),\("\(count % 1000 + 1000)".dropFirst())"
    }
}
