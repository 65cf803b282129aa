#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A galaxy seen through the air: every Gaussian of the one through every one of the other, those alike made one.
enum MergedMixture {
    /// Gaussians whose areas differ by less than a factor e^0.2 become one with their flux and mean second moments.
    private static let step = 0.4

    /// The convolution of two mixtures centred on the same place. Complexity: O(product of the counts).
    static func product(_ psf: [PlaneGaussian], _ profile: [PlaneGaussian]) -> [PlaneGaussian] {
        var classes = [PlaneGaussian](repeating: PlaneGaussian(flux: 0, covariance: .zero), count: 64)
        for core in psf {
            for part in profile {
                let sum = core.covariance + part.covariance
                let size = (log(sum.determinant) / step).held(-8, 55)
                add(flux: core.flux * part.flux, sum, to: &classes[Int(size + 8)])
            }
        }
        return classes.compactMap { $0.flux > 0 ? mean($0) : nil }
    }

    private static func add(flux: Double, _ covariance: Covariance, to total: inout PlaneGaussian) {
        total.flux += flux
        total.covariance.xx += flux * covariance.xx
        total.covariance.xy += flux * covariance.xy
        total.covariance.yy += flux * covariance.yy
    }

    private static func mean(_ total: PlaneGaussian) -> PlaneGaussian {
        let (flux, sum) = (total.flux, total.covariance)
        return PlaneGaussian(
            flux: flux, covariance: Covariance(xx: sum.xx / flux, xy: sum.xy / flux, yy: sum.yy / flux))
    }
}
