#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How much mass a galaxy has in stars and how fast it makes them.
struct GalaxyStars: Sendable, Hashable {
    /// Decimal logarithm, solar masses.
    var logMass: Double
    /// Decimal logarithm, solar masses per year.
    var logStarFormationRate: Double

    init(logMass: Double, logStarFormationRate: Double) {
        self.logMass = logMass
        self.logStarFormationRate = logStarFormationRate
    }

    /// Mass by the mass-to-light ratios of Bell et al. 2003, doi:10.1086/378847, which fall with redshift as
    /// luminosities grow; star formation per mass as in Speagle et al. 2014, doi:10.1088/0067-0049/214/2/15, little
    /// of it in ellipticals.
    init(_ type: GalaxyType, absoluteMagnitude: Double, redshift: Double) {
        let (massToLight, specificRate) =
            switch type {
            case .elliptical: (0.37, -12.0)
            case .spiral: (0.09, -10.2)
            case .irregular: (-0.15, -9.6)
            }
        let faded = 0.4 * 0.8 * min(redshift, 1.2)
        logMass = 0.4 * (4.65 - absoluteMagnitude) + massToLight - faded
        logStarFormationRate = logMass + specificRate + 2.5 * log10(1 + min(redshift, 2.5))
    }

    /// Kormendy and Ho 2013, doi:10.1146/annurev-astro-082708-101811, with the share of the spheroid by type.
    func logBlackHoleMass(_ type: GalaxyType) -> Double {
        let spheroid =
            switch type {
            case .elliptical: 0.0
            case .spiral: -0.6
            case .irregular: -1.0
            }
        return 8.69 + 1.17 * (logMass + spheroid - 11)
    }
}
