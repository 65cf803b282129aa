internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How many nuclei are active and how bright these are.
///
/// Eddington ratios follow a power law of index -0.65 per decade at all masses and grow more frequent with redshift:
/// Aird et al. 2012, doi:10.1088/0004-637X/746/1/90. Optical luminosity: Shen et al. 2009,
/// doi:10.1088/0004-637X/697/2/1656; spectrum f_nu ~ nu^-0.44: Vanden Berk et al. 2001, doi:10.1086/321167.
enum NucleusModel {
    /// Ratios below are not drawn.
    static let leastLogRatio = -2.5
    static let largestLogRatio = 0.3
    static let slope = -0.65
    /// Nuclei per galaxy and decade at the Eddington limit, z = 0.6.
    static let frequency = 7e-4
    /// Nuclei seen without a torus in the way.
    static let unobscured = 0.4
    static let spectralIndex = -0.44

    /// Active, unobscured nuclei per galaxy.
    static func share(_ stars: GalaxyStars, redshift: Double) -> Double {
        guard stars.logMass > 9.5 else { return 0 }
        let grown = pow((1 + min(redshift, 2)) / 1.6, 3.5) * pow(10, -0.3 * max(redshift - 2.5, 0))
        let decades = (pow(10, slope * leastLogRatio) - pow(10, slope * largestLogRatio)) / (-slope * 2.302585)
        return min(unobscured * frequency * grown * decades, 0.3)
    }

    /// The decimal logarithm of an Eddington ratio for an even draw.
    static func logRatio(_ uniform: Double) -> Double {
        let (low, high) = (pow(10, slope * leastLogRatio), pow(10, slope * largestLogRatio))
        return log10(low + uniform * (high - low)) / slope
    }

    /// M_i, K-corrected to z = 0.
    static func absoluteMagnitude(logMass: Double, logRatio: Double) -> Double {
        let logLuminosity = 38.1 + logMass + logRatio
        return 90 - 2.5 * logLuminosity + 2.5 * (1 + spectralIndex) * log10(3)
    }

    /// m_band - M_i - distance modulus.
    static func correction(_ band: Passband, redshift: Double) -> Double {
        let wavelength = GalaxySpectrum.bands[Int(band.rawValue)]
        let colour = 2.5 * spectralIndex * log10(wavelength / GalaxySpectrum.bands[3])
        return -2.5 * (1 + spectralIndex) * log10(1 + redshift) + colour
            + GalaxySpectrum.absorption(wavelength, redshift: redshift)
    }
}
