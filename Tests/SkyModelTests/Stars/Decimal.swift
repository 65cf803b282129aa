#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

enum Decimal {
    static func log10(_ value: Double) -> Double { log(value) / log(10) }
}
