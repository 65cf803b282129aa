internal import CKernels

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How sequences of one length are transformed: radices and twiddle factors.
struct FourierLength: Sendable {
    let length: Int
    private let radices: [UInt8]
    private let twiddles: [Float]

    /// Throws `ImagingError` when `length` has a prime factor above 5, or is not in 1 ... 65,536.
    init(_ length: Int) throws {
        guard (1...65_536).contains(length), let radices = Self.factors(length) else {
            throw ImagingError(.size, "a Fourier transform of \(length) pixels: not 2^a 3^b 5^c up to 65,536")
        }
        self.length = length
        self.radices = radices
        twiddles = Self.twiddles(length, radices)
    }

    /// The radices 4, 2, 3 and 5 whose product is `length`; nil where there are none.
    static func factors(_ length: Int) -> [UInt8]? {
        var (rest, result) = (length, [UInt8]())
        for radix in [4, 2, 3, 5] {
            while rest > 1, rest % radix == 0 {
                result.append(UInt8(radix))
                rest /= radix
            }
        }
        return rest == 1 ? result : nil
    }

    private static func twiddles(_ length: Int, _ radices: [UInt8]) -> [Float] {
        var (m, result) = (length, [Float]())
        for radix in radices.map(Int.init) {
            let whole = m
            m /= radix
            for q in 0..<m {
                for j in 1..<radix {
                    let angle = 2 * Double.pi * Double(j * q) / Double(whole)
                    result += [Float(cos(angle)), Float(-sin(angle))]
                }
            }
        }
        return result
    }

    /// Floats of scratch that a transform of this length wants.
    var room: Int { 32 * (length + 8) }

    func withPlan(_ body: (UnsafePointer<tocsin_fft_plan>) -> Void) {
        radices.withUnsafeBufferPointer { radices in
            twiddles.withUnsafeBufferPointer { twiddles in
                var plan = tocsin_fft_plan(
                    length: length, passes: radices.count, radices: radices.baseAddress, twiddles: twiddles.baseAddress)
                body(&plan)
            }
        }
    }
}
