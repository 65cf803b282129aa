internal import SkyMath
internal import Yams

extension Section {
    func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        value(key, "a whole number, \(range.lowerBound) to \(range.upperBound)") {
            Int($0).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func number(_ key: String, _ range: ClosedRange<Double>) -> Double? {
        let (from, to) = (Quantity.text(range.lowerBound), Quantity.text(range.upperBound))
        return value(key, "a number, \(from) to \(to)") { Double($0).flatMap { range.contains($0) ? $0 : nil } }
    }

    /// Seconds, written with a unit.
    func duration(_ key: String, negative: Bool = false) -> Double? {
        guard let seconds = value(key, "a time with its unit, such as '30 s', '5 min' or '2 h'", Quantity.seconds)
        else { return nil }
        guard negative || seconds >= 0 else {
            report(key, "'\(key)' cannot be negative.")
            return nil
        }
        guard abs(seconds) <= 36_525 * 86_400 else {
            report(key, "'\(key)' cannot be longer than a hundred years.")
            return nil
        }
        return seconds
    }

    func rate(_ key: String) -> Double? {
        value(key, "a rate with its unit, at least 0.000001 /s, such as '270 /s'") {
            Quantity.perSecond($0).flatMap { $0 >= 1e-6 && $0 <= 1e9 ? $0 : nil }
        }
    }

    func flag(_ key: String) -> Bool? {
        value(key, "on or off") { ["on", "true", "yes"].contains($0) ? true : isOff($0) ? false : nil }
    }

    func choice<T: RawRepresentable & CaseIterable>(_ key: String, _ type: T.Type) -> T? where T.RawValue == String {
        guard let text = text(key) else { return nil }
        if let choice = T(rawValue: text) { return choice }
        let hint = Suggestion.sentence(for: text, among: T.allCases.map(\.rawValue))
        report(key, "'\(key)' cannot be '\(shown(text))'.\(hint)")
        return nil
    }

    /// One or several of a type's words.
    func choices<T: RawRepresentable & CaseIterable & Hashable>(_ key: String, _ type: T.Type) -> Set<T>?
    where T.RawValue == String {
        guard let items = scalars(key) else { return nil }
        if items.isEmpty { report(key, "'\(key)' is empty: leave it out, or name some.") }
        return Set(
            items.compactMap { item in
                if let choice = T(rawValue: item.text) { return choice }
                let hint = Suggestion.sentence(for: item.text, among: T.allCases.map(\.rawValue))
                problems.report(item.mark, "'\(key)' cannot hold '\(shown(item.text))'.\(hint)")
                return nil
            })
    }

    /// A scalar, or a list of scalars, with the place of each.
    func scalars(_ key: String) -> [(mark: Mark?, text: String)]? {
        switch node(key) {
        case nil: return nil
        case .scalar(let scalar): return [(scalar.mark, scalar.string)]
        case .sequence(let list):
            return list.compactMap { item in
                if case .scalar(let scalar) = item { return (scalar.mark, scalar.string) }
                problems.report(item.mark, "An item of '\(key)' must be a single value, not \(article(item)).")
                return nil
            }
        case .some(let node):
            problems.report(node.mark, "'\(key)' must be a value or a list of values, not \(article(node)).")
            return nil
        }
    }

    func numbers(_ key: String, _ allowed: ClosedRange<Int>) -> NumberSet? {
        guard let items = scalars(key) else { return nil }
        let wanted = "a number or a range such as '3-5', \(allowed.lowerBound) to \(allowed.upperBound)"
        let ranges = items.compactMap { item -> ClosedRange<Int>? in
            if let range = numberRange(item.text), allowed.contains(range.lowerBound),
                allowed.contains(range.upperBound)
            {
                return range
            }
            problems.report(item.mark, "'\(key)' must hold \(wanted), not '\(shown(item.text))'.")
            return nil
        }
        if items.isEmpty { report(key, "'\(key)' is empty: leave it out, or name some.") }
        return NumberSet(ranges)
    }

    func bands(_ key: String) -> Set<Passband>? {
        guard let items = scalars(key) else { return nil }
        return Set(
            items.compactMap { item in
                if item.text.count == 1, let band = Passband(item.text) { return band }
                problems.report(item.mark, "'\(shown(item.text))' is no band: u, g, r, i, z, y.")
                return nil
            })
    }
}

private func isOff(_ text: String) -> Bool { ["off", "false", "no"].contains(text) }

/// `7`, or `3-5`; nil for other text and for a range that runs backwards.
private func numberRange(_ text: String) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, let first = numbers.first, let last = numbers.last, parts.count <= 2,
        first <= last
    else { return nil }
    return first...last
}
