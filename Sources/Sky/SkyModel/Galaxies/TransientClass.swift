#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Explosions and disruptions that happen in galaxies. The raw values are part of the identifiers and never change.
public enum TransientClass: UInt8, Sendable, Hashable, CaseIterable {
    case supernovaIa, supernovaII, supernovaIbc, supernovaIIn, superluminous, tidalDisruption, kilonova

    /// Events in a year of the galaxy's own time and a cubic Mpc (comoving); 0 beyond `redshifts`.
    ///
    /// Ia: Dilday et al. 2010, doi:10.1088/0004-637X/713/2/1026, and beyond z = 1 Graur et al. 2014,
    /// doi:10.1088/0004-637X/783/1/28. Core collapse: at z = 0.028 9.1e-5 of all kinds, 2.4e-5 of them stripped
    /// (Frohmaier et al. 2021, doi:10.1093/mnras/staa3607), a twelfth of the others IIn (Li et al. 2011,
    /// doi:10.1111/j.1365-2966.2011.18162.x), following the star formation of Madau and Dickinson 2014,
    /// doi:10.1146/annurev-astro-081811-125615. Superluminous: Prajs et al. 2017, doi:10.1093/mnras/stw1942. Tidal disruptions: van Velzen 2018, doi:10.3847/1538-4357/aa998e,
    /// fewer with redshift as in Kochanek 2016, doi:10.1093/mnras/stw1290. Kilonovae: Abbott et al. 2021,
    /// doi:10.3847/2041-8213/abe949.
    public func rate(redshift z: Double) -> Double {
        guard redshifts.contains(z) else { return 0 }
        return switch self {
        case .supernovaIa: z < 1 ? 2.5e-5 * pow(1 + z, 1.5) : 1e-4 * pow(1 + z, -0.5)
        case .supernovaII: 5.7e-5 * Self.starFormation(z)
        case .supernovaIbc: 2.24e-5 * Self.starFormation(z)
        case .supernovaIIn: 4.9e-6 * Self.starFormation(z)
        case .superluminous: 2.5e-8 * Self.starFormation(z)
        case .tidalDisruption: 8e-7 * pow(10, -5 * z / 6)
        case .kilonova: 3.2e-7
        }
    }

    /// Where a survey to about 25 mag can see any.
    public var redshifts: ClosedRange<Double> {
        switch self {
        case .supernovaIa: 0...1.4
        case .supernovaII, .supernovaIbc: 0...1
        case .supernovaIIn: 0...1.5
        case .superluminous: 0...4
        case .tidalDisruption: 0...1.2
        case .kilonova: 0...0.4
        }
    }

    /// Relative to that at z = 0.
    static func starFormation(_ z: Double) -> Double {
        func density(_ z: Double) -> Double { pow(1 + z, 2.7) / (1 + pow((1 + z) / 2.9, 5.6)) }
        return density(z) / density(0)
    }

    /// How the events of one redshift are shared among its galaxies.
    ///
    /// Ia: by mass and star formation, Sullivan et al. 2006, doi:10.1086/506137. Core collapse by star formation; the
    /// superluminous in galaxies of low mass, Perley et al. 2016, doi:10.3847/0004-637X/830/1/13; disruptions where
    /// the black hole is not too massive (below 10^8 solar masses); kilonovae by mass.
    func share(_ stars: GalaxyStars, _ type: GalaxyType) -> Double {
        let (mass, formation) = (pow(10, stars.logMass), pow(10, stars.logStarFormationRate))
        return switch self {
        case .supernovaIa: 5.3e-14 * mass + 3.9e-4 * formation
        case .supernovaII, .supernovaIbc, .supernovaIIn: formation
        case .superluminous: formation / (1 + mass / 5e9)
        case .tidalDisruption: stars.logMass > 8.5 && stars.logBlackHoleMass(type) < 8 ? pow(mass, 0.3) : 0
        case .kilonova: mass
        }
    }
}
