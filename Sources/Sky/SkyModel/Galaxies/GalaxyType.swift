/// What a galaxy's stars are like.
public enum GalaxyType: UInt8, Sendable, Hashable, CaseIterable {
    /// Old stars in a spheroid.
    case elliptical
    /// A disc with a bulge.
    case spiral
    /// Young stars in a thick disc.
    case irregular
}

/// Numbers of galaxies by luminosity, type and redshift.
///
/// Schechter functions in the rest frame's r (AB, Planck 2018 distances) near those of Loveday et al. 2012,
/// doi:10.1111/j.1365-2966.2011.20111.x, with luminosities that grow and numbers that fall with redshift; adjusted so
/// that the counts are those of COSMOS2020 (Weaver et al. 2022, doi:10.3847/1538-4365/ac3078).
struct GalaxyLuminosityFunction: Sendable {
    var characteristicMagnitude: Double
    var slope: Double
    /// Mpc^-3.
    var density: Double
    /// Magnitudes by which galaxies were brighter, per unit of redshift up to 1.2.
    var brightening: Double
    /// The density goes as 10^(0.4 thinning z) up to z = 1.5.
    var thinning: Double

    static func of(_ type: GalaxyType) -> GalaxyLuminosityFunction {
        switch type {
        case .elliptical:
            GalaxyLuminosityFunction(
                characteristicMagnitude: -21.05, slope: -0.55, density: 3.6e-3, brightening: 1.1, thinning: -0.9)
        case .spiral:
            GalaxyLuminosityFunction(
                characteristicMagnitude: -21.05, slope: -1.05, density: 2.8e-3, brightening: 1.0, thinning: 0)
        case .irregular:
            GalaxyLuminosityFunction(
                characteristicMagnitude: -20.0, slope: -1.38, density: 3.3e-3, brightening: 1.2, thinning: 0)
        }
    }
}
