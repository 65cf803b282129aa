internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Normal numbers of mean 0 and variance 1 from 21 random bits each, three of a word: a line between quantiles
/// 1/2048 apart, of which the last ends where the mean of the tail is right, 3.84 standard deviations out.
enum NormalTable {
    private static let count = 2048

    private static let quantiles: [Float] = {
        let inner = (1..<count).map { NormalQuantile.value(Double($0) / Double(count)) }
        let last = inner[count - 2]
        let tail = exp(-last * last / 2) / (2 * Double.pi).squareRoot() * Double(count)
        let end = 2 * tail - last
        return ([-end] + inner + [end]).map { Float($0) }
    }()

    /// The quantile of the lowest 21 bits, which count evenly.
    @inline(__always)
    private static func value(_ table: UnsafeBufferPointer<Float>, _ bits: UInt64) -> Double {
        let place = Int(truncatingIfNeeded: bits & 0x1F_FFFF)
        let (low, high) = (table[place >> 10], table[place >> 10 + 1])
        return Double(low + (high - low) * (Float(place & 0x3FF) + 0.5) * 0x1p-10)
    }

    /// Three independent normal numbers of one word, whose highest bit is left over.
    @inline(__always)
    static func three(_ word: UInt64) -> (Double, Double, Double) {
        quantiles.withUnsafeBufferPointer { (value($0, word), value($0, word >> 21), value($0, word >> 42)) }
    }
}
