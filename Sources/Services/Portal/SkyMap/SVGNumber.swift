/// Numbers as short as a drawing needs them.
enum SVGNumber {
    /// One decimal, none where it is zero; `0` for what is not finite or beyond any drawing.
    static func text(_ value: Double, digits: Int = 1) -> String {
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
}
