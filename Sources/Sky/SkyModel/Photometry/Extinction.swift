public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How much dust dims light, by wavelength.
public enum ExtinctionLaw: Sendable, Hashable {
    /// Cardelli, Clayton and Mathis 1989 (doi:10.1086/167900), 0.1 to 3.3 micrometres.
    case cardelli1989
    /// Fitzpatrick 1999 (doi:10.1086/316293): its ultraviolet formula below 270 nm, a cubic spline above.
    case fitzpatrick1999

    /// A(wavelength) in magnitudes for `av` in V. Wavelengths beyond the law's are taken at its ends. O(1).
    ///
    /// - Parameters:
    ///   - rv: A_V / E(B-V), 2 ... 6.
    public func magnitudes(nm: Double, av: Double, rv: Double = 3.1) -> Double {
        let inverseMicrometres = 1000 / max(100, min(3300, nm))
        return switch self {
        case .cardelli1989: av * Cardelli.ratio(inverseMicrometres, rv: rv)
        case .fitzpatrick1999: av * Fitzpatrick.ratio(inverseMicrometres, rv: rv)
        }
    }

    /// A for each of LSST's bands per E(B-V) = 1, for a flat spectrum by Fitzpatrick's law with R_V 3.1.
    ///
    /// Without the factor 0.86 that Schlafly and Finkbeiner (2011) ask for with the map of Schlegel and others (1998).
    public static let galacticPerBand = PerBand { band in
        let law = Fitzpatrick(rv: 3.1)
        let mean = ThroughputCurve.lsst[band].meanFluxDensity { ABMagnitude.factor(0.1 * 3.1 * law.ratio(1000 / $0)) }
        return -25 * log10(mean)
    }
}
