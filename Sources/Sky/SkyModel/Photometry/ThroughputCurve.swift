public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The share of photons that a telescope counts, by wavelength: straight lines between samples, 0 outside them.
public struct ThroughputCurve: Sendable, Hashable {
    /// nm in vacuum, ascending.
    public let wavelengths: [Double]
    /// One for each wavelength, 0 and above.
    public let throughputs: [Double]

    /// - Parameters:
    ///   - wavelengths: nm, positive, ascending, two or more.
    ///   - throughputs: as many, finite, none negative, not all zero.
    /// nil where these do not hold.
    public init?(wavelengths: [Double], throughputs: [Double]) {
        guard wavelengths.count == throughputs.count, wavelengths.count > 1, wavelengths[0] > 0,
            zip(wavelengths, wavelengths.dropFirst()).allSatisfy({ $0 < $1 }),
            throughputs.allSatisfy({ $0 >= 0 && $0.isFinite }), throughputs.contains(where: { $0 > 0 })
        else { return nil }
        self.wavelengths = wavelengths
        self.throughputs = throughputs
    }

    init(firstNm: Double, stepNm: Double, throughputs: [Double]) {
        wavelengths = throughputs.indices.map { firstNm + stepNm * Double($0) }
        self.throughputs = throughputs
    }

    /// Mean wavelength weighted by throughput, nm.
    public var effectiveWavelength: Double { integral { $0 } / integral { _ in 1 } }

    /// The wavelength at which mean flux densities by wavelength and by frequency agree, nm (Koornneef and others
    /// 1986).
    public var pivotWavelength: Double { (integral { $0 } / integral { 1 / $0 }).squareRoot() }

    /// The integral of throughput times `weight` over wavelength in nm: Simpson's rule between samples, where the
    /// product of straight lines is exact. O(samples).
    func integral(_ weight: (Double) -> Double) -> Double {
        var sum = 0.0
        for index in wavelengths.indices.dropLast() where throughputs[index] + throughputs[index + 1] > 0 {
            let (low, high) = (wavelengths[index], wavelengths[index + 1])
            let middle = (low + high) / 2
            let ends = throughputs[index] * weight(low) + throughputs[index + 1] * weight(high)
            let centre = (throughputs[index] + throughputs[index + 1]) / 2 * weight(middle)
            sum += (high - low) / 6 * (ends + 4 * centre)
        }
        return sum
    }

    /// The AB mean of a flux density per frequency, given by wavelength in nm: the integral of flux times throughput
    /// over the logarithm of wavelength, divided by that of throughput (Fukugita and others 1996,
    /// doi:10.1086/117915).
    public func meanFluxDensity(_ fluxDensity: (Double) -> Double) -> Double {
        integral { fluxDensity($0) / $0 } / integral { 1 / $0 }
    }
}

extension ThroughputCurve {
    /// `effectiveWavelength` of each of LSST's bands, nm.
    public static let lsstEffectiveWavelengths = PerBand { ThroughputCurve.lsst[$0].effectiveWavelength }
}
