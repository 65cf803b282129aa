/// How likely the Galaxy's stars are to bend light.
///
/// tau(D) = 4 pi G / c^2 times the integral of rho x (D - x) / D along the sight, with the mass of stars and
/// remnants: Paczynski 1986, doi:10.1086/164140.
enum LensingDepth {
    /// 4 pi G / c^2 in kpc^-2 per (solar mass / pc^3 ) x kpc^3 units: 6.02e-16 kpc / solar mass x 1e9 pc^3 / kpc^3.
    private static let factor = 6.014e-16 * 1e9

    /// Mass of stars and remnants near the Sun, solar masses per cubic parsec: McKee et al. 2015,
    /// doi:10.1088/0004-637X/814/1/13.
    static let localMass = 0.043

    /// Optical depths of sources at each of the distances. Complexity: O(n^2).
    static func depths(_ steps: [(kpc: Double, width: Double, place: GalacticPlace)]) -> [Double] {
        let masses = steps.map { mass($0.place) * $0.width * $0.kpc }
        return steps.indices.map { source in
            (0..<source).reduce(0) { $0 + factor * masses[$1] * (1 - steps[$1].kpc / steps[source].kpc) }
        }
    }

    private static func mass(_ place: GalacticPlace) -> Double {
        localMass
            * (GalacticDensity.thinDisc(place, scaleHeight: 0.3) + GalacticDensity.thickDisc(place)
                + GalacticDensity.bulge(place))
    }
}
