/// Stars per cubic parsec and magnitude of M_r (AB), near the Sun.
///
/// Main sequence of the thin disc: Jahreiss and Wielen 1997 (ESA SP-402, 675) down to K stars, systems of M dwarfs by
/// Bochanski et al. 2010, doi:10.1088/0004-6256/139/6/2679. Giants: the same nearby stars. Giants and dwarfs brighter
/// than M_r = 2 are a sixth fewer than in that small volume, so that stars of 5.5 to 7.5 mag are as many as Gaia's at
/// all latitudes. Old populations: one function, scaled by their share of the density as Juric et al. 2008 do, with
/// the giants that globular clusters have for their dwarfs. White dwarfs: Harris et al. 2006, doi:10.1086/497966,
/// 4.5e-3 per cubic parsec.
enum LuminosityFunction {
    static let thinMainSequence = PointTable([
        (-4, 1.6e-8), (-3, 2.1e-7), (-2, 2.1e-6), (-1, 1.4e-5), (0, 4.9e-5), (1, 1.5e-4), (2, 3.6e-4), (3, 8.0e-4),
        (4, 1.5e-3), (5, 2.3e-3), (6, 2.4e-3), (7, 2.3e-3), (8, 2.8e-3), (9, 3.8e-3), (10, 5.2e-3), (11, 6.4e-3),
        (12, 6.2e-3), (13, 5e-3), (14, 3.6e-3), (15, 2.8e-3), (17, 1.8e-3), (19, 1e-3),
    ])

    static let thinGiants = PointTable([
        (-4, 1.2e-7), (-3, 9.0e-7), (-2, 4.9e-6), (-1, 1.8e-5), (0, 5.7e-5), (0.5, 1.7e-4), (1, 1.2e-4), (2, 1.15e-4),
        (3, 1.8e-4), (4, 1.25e-4),
    ])

    static let whiteDwarfs = PointTable([
        (9, 5e-6), (10, 2e-5), (11, 1e-4), (12, 3e-4), (13, 6e-4), (14, 1e-3), (15, 1.5e-3), (16, 8e-4), (17, 0),
    ])

    static let oldDwarfs = PointTable([
        (3.5, 2.6e-4), (4, 1.0e-3), (4.5, 1.6e-3), (5, 1.9e-3), (6, 2.0e-3), (7, 1.9e-3), (8, 2.2e-3), (9, 3.0e-3),
        (10, 4.0e-3), (11, 5e-3), (12, 4.9e-3), (13, 4e-3), (14, 2.8e-3), (15, 2.2e-3), (17, 1.4e-3), (19, 7e-4),
    ])

    /// Subdwarfs of the halo, fewer of which are faint: Gould, Flynn and Bahcall 1998, doi:10.1086/306023.
    static let haloDwarfs = PointTable([
        (3.5, 3e-4), (4, 1.0e-3), (4.5, 1.5e-3), (5, 1.6e-3), (6, 1.6e-3), (7, 1.5e-3), (8, 1.5e-3), (9, 1.8e-3),
        (10, 2.4e-3), (11, 2.6e-3), (12, 2.3e-3), (13, 1.8e-3), (15, 9e-4), (19, 2e-4),
    ])

    static let oldGiants = PointTable([
        (-3.5, 3e-7), (-3, 1.6e-6), (-2, 5e-6), (-1, 1.3e-5), (0, 3.2e-5), (0.5, 1.1e-4), (1, 4.5e-5), (2, 8e-5),
        (3, 1.9e-4), (3.5, 4e-4), (4, 3.5e-4),
    ])

    /// 4.5 per cubic kpc near the Sun: Vivas and Zinn 2006, doi:10.1086/505200.
    static let haloRRLyrae = rrLyrae(perCubicKpc: 4.5, share: GalacticDensity.haloFraction)

    /// 10 per cubic kpc near the Sun: Layden 1995, doi:10.1086/117709.
    static let discRRLyrae = rrLyrae(perCubicKpc: 10, share: GalacticDensity.thickFraction)

    private static func rrLyrae(perCubicKpc: Double, share: Double) -> PointTable {
        let scale = perCubicKpc * 1e-9 / share / 0.4
        return PointTable([(0.2, 0), (0.4, 0.5 * scale), (0.6, scale), (0.8, 0.5 * scale), (1, 0)])
    }

    /// Some 15 in a square kpc of the disc, as known within 1 kpc: Pietrukowicz et al. 2021,
    /// doi:10.32023/0001-5237/71.3.2.
    static let cepheids = PointTable([
        (-6, 2e-9), (-5, 8e-9), (-4, 2e-8), (-3, 4e-8), (-2, 3e-8), (-1.5, 0),
    ])

    /// 4.8e-6 per cubic parsec, half of them dwarf novae: Pala et al. 2020, doi:10.1093/mnras/staa764.
    static let cataclysmic = PointTable([
        (5, 0), (7, 1.2e-7), (9, 3.6e-7), (10, 4.8e-7), (11, 6e-7), (12, 3.6e-7), (13, 0),
    ])
}
