internal import Foundation

/// Random numbers that depend on a seed and a few integers alone, so that any packet can be made without those before it.
struct Noise: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64, _ parts: Int...) {
        state = seed
        for part in parts {
            state ^= UInt64(bitPattern: Int64(part)) &* 0x9e37_79b9_7f4a_7c15
            state = next()
        }
    }

    /// SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195).
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// 0 ..< 1.
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Normal with mean 0 and deviation 1 (Box and Muller).
    mutating func normal() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
    }
}
