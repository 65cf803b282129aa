internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension Draws {
    /// Two independent normal numbers with mean 0 and standard deviation 1, for the price of little more than one
    /// (Box and Muller 1958, doi:10.1214/aoms/1177706645).
    mutating func normalPair() -> (Double, Double) {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        let angle = 2 * .pi * uniform()
        return (radius * cos(angle), radius * sin(angle))
    }
}
