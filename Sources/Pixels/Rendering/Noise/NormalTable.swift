#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The inverse of the normal distribution's upper tail at the floating-point numbers with six bits of fraction.
enum NormalTable {
    /// Of the bit pattern of 0.5 without its lowest 17 bits.
    static let firstIndex = Int(Float(0.5).bitPattern >> 17)

    /// The deviate exceeded with probability f / 2^32, for f = 0.5 ... 2^31 and one step more.
    static let shared: [Float] = {
        let last = Int(Float(0x1p31).bitPattern >> 17)
        return (firstIndex...last + 1).map { index in
            Float(upperQuantile(min(0.5, Double(Float(bitPattern: UInt32(index) << 17)) * 0x1p-32)))
        }
    }()

    /// The x that a normal deviate exceeds with `probability`, 0 < probability <= 0.5, by Newton's method on the
    /// logarithm of the tail, which is concave: from above every step stays on one side.
    static func upperQuantile(_ probability: Double) -> Double {
        var x = (-2 * log(2 * probability)).squareRoot()
        for _ in 0..<60 {
            let tail = erfc(x / 2.0.squareRoot()) / 2
            let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
            let step = (log(tail) - log(probability)) * tail / density
            x += step
            if abs(step) < 1e-14 { break }
        }
        return x
    }
}
