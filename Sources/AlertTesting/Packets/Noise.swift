internal import Foundation

/// Random numbers that depend on a seed and a few integers alone, so that any packet can be made without those before
/// it.
struct Noise: RandomNumberGenerator {
    private var numbers: SplitMix

    init(_ seed: UInt64, _ parts: Int...) {
        let mixed = parts.reduce(seed) { state, part in
            var numbers = SplitMix(seed: state ^ UInt64(bitPattern: Int64(part)) &* 0x9e37_79b9_7f4a_7c15)
            return numbers.next()
        }
        numbers = SplitMix(seed: mixed)
    }

    mutating func next() -> UInt64 { numbers.next() }

    /// 0 ..< 1.
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Normal with mean 0 and deviation 1 (Box and Muller).
    mutating func normal() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
    }
}
