/// A set of whole numbers written as ranges: `3`, `0-20`, `[1, 5-7]`.
public struct NumberSet: Sendable, Hashable, CustomStringConvertible {
    /// Ascending, apart from each other by more than 1.
    public let ranges: [ClosedRange<Int>]

    /// The union of `ranges`, which may overlap. Complexity: O(n log n).
    public init(_ ranges: [ClosedRange<Int>]) {
        var joined: [ClosedRange<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = joined.last, touches(last, range) else {
                joined.append(range)
                continue
            }
            joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        }
        self.ranges = joined
    }

    /// Complexity: O(number of ranges).
    public func contains(_ number: Int) -> Bool { ranges.contains { $0.contains(number) } }

    /// The least and the greatest member; nil for the empty set.
    public var bounds: ClosedRange<Int>? {
        guard let first = ranges.first, let last = ranges.last else { return nil }
        return first.lowerBound...last.upperBound
    }

    public var description: String { ranges.map(Self.text).joined(separator: ", ") }

    static func text(_ range: ClosedRange<Int>) -> String {
        range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
}

private func touches(_ first: ClosedRange<Int>, _ second: ClosedRange<Int>) -> Bool {
    second.lowerBound <= first.upperBound || second.lowerBound - 1 == first.upperBound
}
