/// The exposures that stand out in a pixel, which can still be taken out, and statistics of the others.
///
/// Of n exposures the two highest matched values and the lowest are kept with the light that belongs to them; the others
/// went into sums. Which these are does not depend on the order in which exposures came.
public struct EpochExtremes: Sendable, Hashable {
    /// The highest, the next, the lowest: as many as there are exposures.
    public var highest = EpochValue()
    public var next = EpochValue()
    public var lowest = EpochValue()
    /// Numbers of their exposures in the list of inputs.
    public var highestInput: UInt16 = 0
    public var nextInput: UInt16 = 0
    public var lowestInput: UInt16 = 0
    /// Exposures that were compared, these three among them.
    public var count: UInt16 = 0
    /// Mean of the matched values of the others, and the sum of squares about it.
    public var mean: Float = 0
    public var squares: Float = 0

    public init() {}

    /// Takes a value in; gives the one that is no longer among the three, if there is one.
    @inline(__always)
    mutating func insert(_ value: EpochValue, _ input: UInt16) -> (value: EpochValue, input: UInt16)? {
        count += 1
        if count == 1 || (count > 1 && value.matched > highest.matched) {
            let pushed = (highest, highestInput)
            (highest, highestInput) = (value, input)
            return count == 1 ? nil : insertNext(pushed.0, pushed.1)
        }
        return insertNext(value, input)
    }

    @inline(__always)
    private mutating func insertNext(_ value: EpochValue, _ input: UInt16) -> (value: EpochValue, input: UInt16)? {
        if count == 2 || value.matched > next.matched {
            let pushed = (next, nextInput)
            (next, nextInput) = (value, input)
            return count == 2 ? nil : insertLowest(pushed.0, pushed.1)
        }
        return insertLowest(value, input)
    }

    @inline(__always)
    private mutating func insertLowest(_ value: EpochValue, _ input: UInt16) -> (value: EpochValue, input: UInt16)? {
        if count == 3 || value.matched < lowest.matched {
            let pushed = (lowest, lowestInput)
            (lowest, lowestInput) = (value, input)
            return count == 3 ? nil : settled(pushed.0, pushed.1)
        }
        return settled(value, input)
    }

    /// Takes a value into the statistics (Welford 1962, doi:10.1080/00401706.1962.10490022).
    @inline(__always)
    private mutating func settled(_ value: EpochValue, _ input: UInt16) -> (value: EpochValue, input: UInt16) {
        let offset = value.matched - mean
        mean += offset / Float(count - 3)
        squares += offset * (value.matched - mean)
        return (value, input)
    }

    /// What most exposures have there; nil of fewer than three.
    ///
    /// Of three the middle one, else the mean without the extremes: one artefact more than two of `count` is needed to
    /// move it by much.
    @inline(__always)
    var typical: Float? { count < 3 ? nil : count == 3 ? next.matched : mean }

    /// The kept values in the order highest, next, lowest, as far as there are.
    @inline(__always)
    subscript(n: Int) -> (value: EpochValue, input: UInt16) {
        n == 0 ? (highest, highestInput) : n == 1 ? (next, nextInput) : (lowest, lowestInput)
    }

    @inline(__always)
    var kept: Int { min(3, Int(count)) }
}
