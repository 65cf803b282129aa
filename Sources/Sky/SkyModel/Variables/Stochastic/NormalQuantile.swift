internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The value below which a share of a normal distribution of mean 0 and variance 1 lies, to seven digits (Wichura 1988,
/// algorithm AS 241, doi:10.2307/2347330). Costs a logarithm only in the outer 15 %.
enum NormalQuantile {
    /// - Parameter share: above 0 and below 1.
    static func value(_ share: Double) -> Double {
        let fromMiddle = share - 0.5
        if abs(fromMiddle) <= 0.425 {
            let r = 0.180625 - fromMiddle * fromMiddle
            let above = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
            return fromMiddle * above / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1)
        }
        let size = tail((-log(min(share, 1 - share))).squareRoot())
        return fromMiddle < 0 ? -size : size
    }

    private static func tail(_ root: Double) -> Double {
        if root <= 5 {
            let r = root - 1.6
            let above = ((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777
            return above / ((0.12021132975 * r + 0.73700164250) * r + 1)
        }
        let r = root - 5
        let above = ((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150
        return above / ((0.012258202635 * r + 0.24197894225) * r + 1)
    }
}

extension Draws {
    /// Normal with mean 0 and variance 1 from one number, where `normal` takes two.
    mutating func quickNormal() -> Double { NormalQuantile.value((Double(next() >> 12) + 0.5) * 0x1p-52) }
}
