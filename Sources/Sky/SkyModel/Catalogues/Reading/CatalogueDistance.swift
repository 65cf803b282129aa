#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Distances of many redshifts: from the galaxies' table where that reaches.
enum CatalogueDistance {
    /// Mpc, to 0.1 %. Complexity: O(1).
    static func comoving(redshift z: Double) -> Double {
        let tabled = (0.02...4.4).contains(z)
        return tabled ? GalaxyGrid.shared.distance(redshift: z) : Cosmology.planck2018.comovingDistance(redshift: z)
    }

    static func modulus(redshift z: Double) -> Double { 5 * log10(comoving(redshift: z) * (1 + z)) + 25 }
}
