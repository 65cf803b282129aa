#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A flux density per frequency as a function of wavelength, in a scale of the conformer's own.
public protocol Spectrum: Sendable {
    /// At `nm` in the rest frame of the spectrum; never negative.
    func fluxDensity(nm: Double) -> Double
}

/// Planck's law.
public struct Blackbody: Spectrum, Hashable {
    /// K, 1 and above.
    public let temperature: Double

    /// A temperature below 1 K, or none, is taken as 1 K.
    public init(temperature: Double) { self.temperature = temperature > 1 ? temperature : 1 }

    /// Surface flux density pi * B_nu in erg/s/cm^2/Hz.
    public func fluxDensity(nm: Double) -> Double {
        Self.scale / (nm * nm * nm) / expm1(min(Self.exponent / (nm * temperature), 700))
    }

    /// 2 pi h c / (10^-7 cm)^3.
    static let scale = 2 * Double.pi * 6.62607015e-27 * 2.99792458e10 * 1e21
    /// h c / k in nm K (CODATA 2018).
    static let exponent = 1.438776877e7
}

/// A power of frequency.
public struct PowerLaw: Spectrum, Hashable {
    /// Of frequency: -0.5 for a typical quasar.
    public let index: Double

    /// `index` is of frequency.
    public init(index: Double) { self.index = index }

    /// 1 at 500 nm.
    public func fluxDensity(nm: Double) -> Double { pow(500 / nm, index) }
}

/// Samples joined by straight lines, the first and last kept beyond them.
public struct TabulatedSpectrum: Spectrum, Hashable {
    /// nm, ascending.
    public let wavelengths: [Double]
    /// Per frequency, at each of the wavelengths; none is negative.
    public let fluxDensities: [Double]

    /// - Parameters:
    ///   - wavelengths: nm, ascending, one or more.
    ///   - fluxDensities: per frequency, as many, finite, none negative.
    /// nil where these do not hold.
    public init?(wavelengths: [Double], fluxDensities: [Double]) {
        guard wavelengths.count == fluxDensities.count, !wavelengths.isEmpty,
            zip(wavelengths, wavelengths.dropFirst()).allSatisfy({ $0 < $1 }),
            fluxDensities.allSatisfy({ $0 >= 0 && $0.isFinite })
        else { return nil }
        self.wavelengths = wavelengths
        self.fluxDensities = fluxDensities
    }

    /// O(log samples).
    public func fluxDensity(nm: Double) -> Double {
        var (low, high) = (0, wavelengths.count)
        while low < high {
            let middle = (low + high) / 2
            if wavelengths[middle] <= nm { low = middle + 1 } else { high = middle }
        }
        guard low > 0, low < wavelengths.count else { return fluxDensities[low == 0 ? 0 : low - 1] }
        let share = (nm - wavelengths[low - 1]) / (wavelengths[low] - wavelengths[low - 1])
        return fluxDensities[low - 1] + share * (fluxDensities[low] - fluxDensities[low - 1])
    }
}

extension Spectrum {
    /// AB magnitude but for a constant of the spectrum's scale, seen at `redshift` through `curve`: differences are
    /// colours. O(samples of the curve).
    public func magnitude(through curve: ThroughputCurve, redshift: Double = 0) -> Double {
        -2.5 * log10((1 + redshift) * curve.meanFluxDensity { fluxDensity(nm: $0 / (1 + redshift)) })
    }
}
