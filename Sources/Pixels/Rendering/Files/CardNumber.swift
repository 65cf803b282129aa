#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Writes numbers into the value field of FITS cards: columns 11 to 30, right-justified.
enum CardNumber {
    /// `number` with 14 significant digits, 0 where it is not finite. Complexity: O(1), without allocation.
    static func write(_ number: Double, to field: UnsafeMutableRawPointer) {
        var (value, exponent) = parts(number)
        let isPlain = exponent >= -4 && exponent < 14
        var end = 20
        if !isPlain { end = writeExponent(exponent, before: end, field) }
        var places = isPlain ? 13 - exponent : 13
        while places > 1, value % 10 == 0 {
            value /= 10
            places -= 1
        }
        if places == 0 {
            end = put(48, before: end, field)
            end = put(46, before: end, field)
        }
        end = digits(value, point: places, before: end, field)
        if number < 0, number.isFinite { end = put(45, before: end, field) }
        while end > 0 { end = put(32, before: end, field) }
    }

    /// `number` without a fraction.
    static func write(_ number: Int, to field: UnsafeMutableRawPointer) {
        var end = digits(Int(clamping: number.magnitude), point: 0, before: 20, field)
        if number < 0 { end = put(45, before: end, field) }
        while end > 0 { end = put(32, before: end, field) }
    }

    /// Fourteen digits and the power of ten of the first of them.
    private static func parts(_ number: Double) -> (digits: Int, exponent: Int) {
        let size = abs(number)
        guard size.isFinite, size > 1e-90, size < 1e90 else { return (0, 0) }
        var exponent = Int(log10(size).rounded(.down))
        var digits = (size * pow(10, Double(13 - exponent))).rounded()
        if digits >= 1e14 {
            exponent += 1
            digits = (digits / 10).rounded()
        } else if digits < 1e13 {
            exponent -= 1
            digits = (size * pow(10, Double(13 - exponent))).rounded()
        }
        return (Int(digits), exponent)
    }

    private static func digits(
        _ value: Int, point: Int, before end: Int, _ field: UnsafeMutableRawPointer
    ) -> Int {
        var (rest, written, end) = (value, 0, end)
        repeat {
            if point > 0, written == point { end = put(46, before: end, field) }
            end = put(UInt8(48 + rest % 10), before: end, field)
            rest /= 10
            written += 1
        } while (rest > 0 || written <= point) && end > 1
        return end
    }

    private static func writeExponent(_ exponent: Int, before end: Int, _ field: UnsafeMutableRawPointer) -> Int {
        let size = abs(exponent)
        var end = put(UInt8(48 + size % 10), before: end, field)
        end = put(UInt8(48 + size / 10 % 10), before: end, field)
        end = put(exponent < 0 ? 45 : 43, before: end, field)
        return put(69, before: end, field)
    }

    private static func put(_ byte: UInt8, before end: Int, _ field: UnsafeMutableRawPointer) -> Int {
        guard end > 0 else { return 0 }
        field.storeBytes(of: byte, toByteOffset: end - 1, as: UInt8.self)
        return end - 1
    }
}
