#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Random numbers that depend on a key and nothing else, so that any part of a sky can be drawn without the rest of it, on any
/// thread, in any order, and always comes out the same.
///
/// The key is mixed by the finaliser of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2714064.2660195), and the
/// numbers are that generator's. Streams of different keys are independent for all that a simulation can see.
public struct Draws: RandomNumberGenerator, Sendable {
    @usableFromInline var state: UInt64

    /// - Parameters:
    ///   - seed: of the whole simulation.
    ///   - keys: what is drawn: the kind of thing, the cell, the number in it, the purpose. Order matters.
    @inlinable
    public init(seed: UInt64, _ keys: UInt64...) {
        state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
        for key in keys { state = Self.mix(state ^ Self.mix(key &+ 0xD1B5_4A32_D192_ED03)) }
    }

    @inlinable
    static func mix(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    @inlinable
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// Uniform in 0 ..< 1, a multiple of 2^-53.
    @inlinable
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform in the range, from one random number.
    public mutating func uniform(_ range: Range<Double>) -> Double {
        range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
    }

    /// Normal with mean 0 and standard deviation 1 (Box and Muller 1958, one of the pair).
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cosine(turns: uniform())
    }

    /// Exponential with mean 1.
    public mutating func exponential() -> Double { -log(1 - uniform()) }

    /// Poisson with `mean`; 0 where `mean` is not positive. Above 30 by a rounded normal with a correction of skewness,
    /// which is right to a percent of the standard deviation. Complexity: O(mean) up to 30, else O(1).
    public mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        guard mean <= 30 else {
            let deviate = normal()
            return max(0, Int((mean + mean.squareRoot() * deviate + (deviate * deviate - 1) / 6).rounded()))
        }
        var (count, product) = (0, uniform())
        let limit = exp(-mean)
        while product > limit {
            count += 1
            product *= uniform()
        }
        return count
    }
}
