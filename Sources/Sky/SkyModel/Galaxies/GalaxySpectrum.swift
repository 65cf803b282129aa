internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Broad-band shapes of galaxies' light: AB magnitudes relative to 620 nm at a few wavelengths of the rest frame.
///
/// Made to give the colours of the mean spectra of Coleman, Wu and Weedman 1980, doi:10.1086/190674, with the
/// ultraviolet of Kinney et al. 1996, doi:10.1086/177583. Magnitudes are taken at the bands' effective wavelengths,
/// which is good to some 0.05 mag.
struct GalaxySpectrum: Sendable {
    private let shape: PointTable

    init(_ type: GalaxyType) {
        let magnitudes: [Double] =
            switch type {
            case .elliptical:
                [14, 11, 8, 7.2, 6.6, 6, 5.6, 4.3, 3.1, 2.75, 2.1, 1.45, 1.05, 0.72, 0, -0.38, -0.62, -0.75, -0.95]
            case .spiral:
                [9, 6.5, 4.4, 4, 3.5, 3.2, 3, 2.6, 2.05, 1.85, 1.4, 1.02, 0.78, 0.5, 0, -0.31, -0.52, -0.62, -0.8]
            case .irregular:
                [6, 4, 2.3, 1.95, 1.75, 1.6, 1.5, 1.35, 1.22, 1.12, 0.8, 0.6, 0.45, 0.26, 0, -0.12, -0.18, -0.22, -0.3]
            }
        shape = PointTable(Array(zip(Self.angstroms, magnitudes)))
    }

    private static let angstroms: [Double] = [
        700, 912, 1000, 1216, 1500, 2000, 2300, 2800, 3300, 3650, 3900, 4100, 4500, 4900, 6200, 7600, 9000, 10_000,
        12_500,
    ]

    /// Effective wavelengths of u ... y.
    static let bands: [Double] = [3680, 4780, 6220, 7540, 8690, 9710]

    /// m_band - M_r(rest) - distance modulus for u ... y.
    func correction(redshift z: Double) -> [Double] {
        Self.bands.map { wavelength in
            shape(wavelength / (1 + z)) - 2.5 * log10(1 + z) + Self.absorption(wavelength, redshift: z)
        }
    }

    /// Of the hydrogen between us and the galaxy, magnitudes: Madau 1995, doi:10.1086/175332 (Lyman alpha and limit
    /// only).
    static func absorption(_ wavelength: Double, redshift z: Double) -> Double {
        guard z > 1.5, wavelength < 1216 * (1 + z) else { return 0 }
        let forest = 2.5 / 2.302585092994046 * 0.0036 * pow(wavelength / 1216, 3.46)
        return wavelength < 912 * (1 + z) ? forest + 1.5 : forest
    }
}
