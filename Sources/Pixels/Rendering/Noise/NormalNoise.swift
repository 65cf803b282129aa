public import SkyMath

/// Normal deviates by the bufferful, each from its place in the sequence and the key alone.
///
/// A word of SplitMix64 gives two deviates: of each half a sign and 31 bits of the probability in the tail, turned by
/// linear interpolation in a table of the inverse of the normal distribution. The table has 64 steps in each octave of the
/// probability, so the tail is as fine as the middle; deviates reach 6.3. Complexity: O(count).
public struct NormalNoise: Sendable {
    private var state: UInt64

    /// A sequence for the state of `draws`.
    public init(_ draws: Draws) {
        var draws = draws
        state = draws.next()
    }

    /// Sets all of `buffer` to deviates of mean 0 and standard deviation 1.
    public mutating func fill(_ buffer: UnsafeMutableBufferPointer<Float>) {
        let start = state
        NormalTable.shared.withUnsafeBufferPointer { table in
            let pairs = buffer.count / 2
            for pair in 0..<pairs {
                let word = Self.word(start, pair)
                buffer[2 * pair] = Self.deviate(UInt32(truncatingIfNeeded: word), table)
                buffer[2 * pair + 1] = Self.deviate(UInt32(truncatingIfNeeded: word >> 32), table)
            }
            guard buffer.count % 2 == 1 else { return }
            buffer[2 * pairs] = Self.deviate(UInt32(truncatingIfNeeded: Self.word(start, pairs)), table)
        }
        state = start &+ UInt64((buffer.count + 1) / 2) &* 0x9E37_79B9_7F4A_7C15
    }

    @inline(__always)
    private static func word(_ start: UInt64, _ number: Int) -> UInt64 {
        var word = start &+ UInt64(truncatingIfNeeded: number &+ 1) &* 0x9E37_79B9_7F4A_7C15
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    @inline(__always)
    private static func deviate(_ word: UInt32, _ table: UnsafeBufferPointer<Float>) -> Float {
        let tail = (Float(Int32(bitPattern: word & 0x7FFF_FFFF)) + 0.5).bitPattern
        let index = Int(tail >> 17) &- NormalTable.firstIndex
        let rest = Float(Int32(bitPattern: tail & 0x1FFFF)) * 0x1p-17
        let size = table[index] + rest * (table[index &+ 1] - table[index])
        return Float(bitPattern: size.bitPattern ^ (word & 0x8000_0000))
    }
}
