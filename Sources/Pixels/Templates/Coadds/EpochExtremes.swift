/// The exposures that stand out in a pixel, which can still be taken out, and statistics of the others.
///
/// Of n exposures the three highest matched values and the lowest are kept with the light that belongs to them; the others
/// went into sums. Which these are does not depend on the order in which exposures came.
public struct EpochExtremes: Sendable, Hashable {
    /// The highest, the next, the third, and the lowest: as many as there are exposures, the lowest only of four.
    public var highest = EpochValue()
    /// The second highest, where there are at least two exposures.
    public var next = EpochValue()
    /// The third highest, where there are at least three exposures.
    public var third = EpochValue()
    /// The lowest, where there are at least four exposures.
    public var lowest = EpochValue()
    /// Numbers of their exposures in the list of inputs.
    public var highestInput: UInt16 = 0
    /// Number of the exposure that `next` is of.
    public var nextInput: UInt16 = 0
    /// Number of the exposure that `third` is of.
    public var thirdInput: UInt16 = 0
    /// Number of the exposure that `lowest` is of.
    public var lowestInput: UInt16 = 0
    /// Exposures that were compared, these four among them.
    public var count: UInt16 = 0
    /// Mean of the matched values of the others, and the sum of squares about it.
    public var mean: Float = 0
    /// Sum of squares of the same values about `mean`.
    public var squares: Float = 0

    /// Of no exposure.
    public init() {}

    /// How many exposures can still be taken out of a pixel.
    static let places = 4

    /// Takes a value in; gives the one that is no longer among the four, if there is one.
    @inline(__always)
    mutating func insert(_ value: EpochValue, _ input: UInt16) -> (value: EpochValue, input: UInt16)? {
        count += 1
        var (value, input) = (value, input)
        if count == 1 || value.matched > highest.matched {
            swap(&value, &highest)
            swap(&input, &highestInput)
            if count == 1 { return nil }
        }
        if count == 2 || value.matched > next.matched {
            swap(&value, &next)
            swap(&input, &nextInput)
            if count == 2 { return nil }
        }
        if count == 3 || value.matched > third.matched {
            swap(&value, &third)
            swap(&input, &thirdInput)
            if count == 3 { return nil }
        }
        return insertLowest(value, input)
    }

    @inline(__always)
    private mutating func insertLowest(_ value: EpochValue, _ input: UInt16) -> (value: EpochValue, input: UInt16)? {
        var (value, input) = (value, input)
        if count == 4 || value.matched < lowest.matched {
            swap(&value, &lowest)
            swap(&input, &lowestInput)
            if count == 4 { return nil }
        }
        settle(value)
        return (value, input)
    }

    /// Takes a value into the statistics (Welford 1962, doi:10.1080/00401706.1962.10490022).
    @inline(__always)
    private mutating func settle(_ value: EpochValue) {
        let offset = value.matched - mean
        mean += offset / Float(settled)
        squares += offset * (value.matched - mean)
    }

    /// Exposures in the statistics.
    @inline(__always)
    var settled: Int { Int(count) - kept }

    /// The kept values in the order highest, next, third, lowest; zeros from the number of exposures on.
    @inline(__always)
    public subscript(n: Int) -> (value: EpochValue, input: UInt16) {
        switch n {
        case 0: (highest, highestInput)
        case 1: (next, nextInput)
        case 2: (third, thirdInput)
        default: (lowest, lowestInput)
        }
    }

    @inline(__always)
    var kept: Int { min(Self.places, Int(count)) }
}

extension EpochExtremes {
    /// What is left of an exposure in this pixel: 0 to 3 for its place among the four, nil where it is none of them.
    @inline(__always)
    func place(of input: UInt16) -> Int? {
        if highestInput == input, count > 0 { return 0 }
        if nextInput == input, count > 1 { return 1 }
        if thirdInput == input, count > 2 { return 2 }
        return lowestInput == input && count > 3 ? 3 : nil
    }

    /// A first idea of what most exposures have: the middle one of up to five, else the mean without the four; nil of fewer
    /// than three.
    @inline(__always)
    private var middle: Float? {
        switch count {
        case ..<3: nil
        case 3: next.matched
        case 4: (next.matched + third.matched) / 2
        case 5: third.matched
        default: mean
        }
    }

    /// What most exposures have there, and how many agree; nil of fewer than three exposures.
    ///
    /// The mean of all but those of the four that are further than `reach` from the middle. A mean without the four
    /// would be too low, as three are taken from above and one from below.
    @inline(__always)
    func typical(reach: (Float) -> Float) -> (value: Float, count: Int)? {
        guard let middle else { return nil }
        let limit = reach(middle)
        var (sum, agreeing) = (mean * Float(settled), settled)
        for n in 0..<kept where abs(self[n].value.matched - middle) <= limit {
            sum += self[n].value.matched
            agreeing += 1
        }
        return (agreeing > 0 ? sum / Float(agreeing) : middle, max(1, agreeing))
    }
}
