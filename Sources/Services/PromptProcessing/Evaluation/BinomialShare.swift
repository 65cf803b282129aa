/// So many of so many, with the interval in which the true share lies at 68 %.
public struct BinomialShare: Sendable, Hashable {
    /// How many of `whole` are counted.
    public var part: Int
    /// How many there are in all.
    public var whole: Int

    /// Neither number is checked.
    public init(_ part: Int, of whole: Int) { (self.part, self.whole) = (part, whole) }

    /// NaN of nothing.
    public var value: Double { whole > 0 ? Double(part) / Double(whole) : .nan }

    /// Wilson's score interval of one standard deviation (1927, doi:10.1080/01621459.1927.10502953); 0 to 1 of nothing.
    public var interval: ClosedRange<Double> {
        guard whole > 0 else { return 0...1 }
        let (n, p) = (Double(whole), value)
        let centre = (p + 0.5 / n) / (1 + 1 / n)
        let half = (p * (1 - p) / n + 0.25 / (n * n)).squareRoot() / (1 + 1 / n)
        return max(0, centre - half)...min(1, centre + half)
    }
}
