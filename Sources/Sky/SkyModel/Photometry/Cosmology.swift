#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A flat universe of matter and a cosmological constant; radiation is left out.
public struct Cosmology: Sendable, Hashable {
    /// km/s/Mpc.
    public let hubbleConstant: Double
    /// Share of matter, 0 ... 1.
    public let matterDensity: Double

    /// `hubbleConstant` in km/s/Mpc; values are taken as they are.
    public init(hubbleConstant: Double, matterDensity: Double) {
        self.hubbleConstant = hubbleConstant
        self.matterDensity = matterDensity
    }

    /// Planck 2018 (doi:10.1051/0004-6361/201833910, last column of table 2).
    public static let planck2018 = Cosmology(hubbleConstant: 67.66, matterDensity: 0.3111)

    /// Mpc; 0 for redshifts of 0 and less. Gauss's rule of eight points in ln(1 + z), to 1e-6 of itself for z <= 6.
    public func comovingDistance(redshift: Double) -> Double {
        guard redshift > 0 else { return 0 }
        let half = log1p(redshift) / 2
        var sum = 0.0
        for (node, weight) in zip(Self.nodes, Self.weights) {
            sum += weight * (integrand(half * (1 - node)) + integrand(half * (1 + node)))
        }
        return 299_792.458 / hubbleConstant * half * sum
    }

    /// Mpc; 0 for redshifts of 0 and less.
    public func luminosityDistance(redshift: Double) -> Double { (1 + redshift) * comovingDistance(redshift: redshift) }

    /// mag, for redshifts above 0; minus infinity at 0.
    public func distanceModulus(redshift: Double) -> Double { 5 * log10(luminosityDistance(redshift: redshift)) + 25 }

    /// dz / E(z) by d ln(1 + z).
    private func integrand(_ logarithm: Double) -> Double {
        let scale = exp(logarithm)
        return scale / (matterDensity * scale * scale * scale + 1 - matterDensity).squareRoot()
    }

    private static let nodes = [0.183434642495649805, 0.525532409916328986, 0.796666477413626740, 0.960289856497536232]
    private static let weights = [
        0.362683783378361983, 0.313706645877887287, 0.222381034453374471, 0.101228536290376259,
    ]
}
