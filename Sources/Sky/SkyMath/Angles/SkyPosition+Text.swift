extension SkyPosition {
    /// The place written as two decimal degrees or sexagesimally (hours and degrees): `160.62 -43.62`,
    /// `10:42:29.9 -43:37:18`, `10h42m29.9s -43d37m18s`, `10 42 29.9, -43 37 18`. Nil for anything else, for minutes or
    /// seconds of 60 and more, and for places that do not exist.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 100, let numbers = WrittenNumber.all(in: text),
            let split = Self.secondCoordinate(numbers), split > 0, split < numbers.count,
            let ra = Self.angle(numbers[..<split], isHours: numbers[0].unit == .hour || split > 1),
            let dec = Self.angle(numbers[split...], isHours: false),
            !numbers[0].isNegative, (0...360).contains(ra), (-90...90).contains(dec)
        else { return nil }
        self.init(ra: ra == 360 ? 0 : ra, dec: dec)
    }

    /// Such as `10:42:29.900 -43:37:18.00`.
    public var sexagesimal: String {
        "\(Sexagesimal.text(wrapDegrees(ra) / 15, digits: 3, wrapAt: 24)) \(declinationText)"
    }

    private var declinationText: String {
        (dec < 0 ? "-" : "+") + Sexagesimal.text(abs(dec), digits: 2, wrapAt: nil)
    }

    /// Index of the number with which the declination begins.
    private static func secondCoordinate(_ numbers: [WrittenNumber]) -> Int? {
        if let comma = numbers.indices.dropFirst().first(where: { numbers[$0].followsComma }) { return comma }
        if let sign = numbers.indices.dropFirst().first(where: { numbers[$0].isSigned }) { return sign }
        return numbers.count.isMultiple(of: 2) ? numbers.count / 2 : nil
    }

    private static func angle(_ parts: ArraySlice<WrittenNumber>, isHours: Bool) -> Double? {
        guard parts.count <= 3, let first = parts.first, parts.dropLast().allSatisfy(\.isWhole) else { return nil }
        let units: [WrittenNumber.Unit] = [isHours ? .hour : .degree, .minute, .second]
        for (part, unit) in zip(parts, units) where part.unit != .none && part.unit != unit { return nil }
        var value = abs(first.value)
        for (part, scale) in zip(parts.dropFirst(), [60.0, 3600.0]) {
            guard !part.isSigned, part.value < 60 else { return nil }
            value += part.value / scale
        }
        return (first.isNegative ? -value : value) * (isHours ? 15 : 1)
    }
}

/// Hours or degrees as `10:42:29.90`.
enum Sexagesimal {
    /// Rounds to `digits` decimals of a second before it splits, so that 59.999 never becomes 60.
    static func text(_ value: Double, digits: Int, wrapAt limit: Int?) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        guard let units = Int(exactly: (value * 3600 * Double(scale)).rounded()) else { return "?" }
        var whole = units / (3600 * scale)
        if let limit, whole >= limit { whole -= limit }
        let minutes = units / (60 * scale) % 60
        let seconds = units / scale % 60
        return "\(pad(whole, 2)):\(pad(minutes, 2)):\(pad(seconds, 2)).\(pad(units % scale, digits))"
    }
}
