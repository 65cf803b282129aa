internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A galaxy's outline on the sky.
struct GalaxyShape: Sendable, Hashable {
    /// Arcsec.
    var halfLightRadius: Double
    var sersicIndex: Double
    var axisRatio: Double
    /// Degrees.
    var positionAngle: Double

    init(halfLightRadius: Double, sersicIndex: Double, axisRatio: Double, positionAngle: Double) {
        self.halfLightRadius = halfLightRadius
        self.sersicIndex = sersicIndex
        self.axisRatio = axisRatio
        self.positionAngle = positionAngle
    }

    /// - Parameter distance: comoving, Mpc.
    init(
        _ type: GalaxyType, absoluteMagnitude: Double, redshift: Double, distance: Double, _ draws: inout Draws
    ) {
        let (first, second) = draws.normalPair()
        let shrinking = (type == .elliptical ? -1.48 : -0.75) * log1p(redshift)
        let kpc = Self.medianKpc(type, absoluteMagnitude) * exp(Self.spread(absoluteMagnitude) * first + shrinking)
        halfLightRadius = kpc * (1 + redshift) / (distance * 1000) * 206_264.806
        sersicIndex = Self.index(type, second)
        axisRatio = Self.ratio(type, &draws)
        positionAngle = 180 * draws.uniform()
    }

    /// Shen et al. 2003, doi:10.1046/j.1365-8711.2003.06740.x, table 1; sizes at higher redshift by van der Wel et
    /// al. 2014, doi:10.1088/0004-637X/788/1/28.
    private static func medianKpc(_ type: GalaxyType, _ m: Double) -> Double {
        if type == .elliptical { return max(exp(2.302585 * (-0.4 * 0.65 * m - 5.06)), 0.5) }
        return exp(2.302585 * (-0.4 * 0.26 * m - 1.71)) * sqrt(sqrt(1 + exp(-0.921034 * (m + 20.91))))
    }

    private static func spread(_ m: Double) -> Double { 0.25 + 0.23 / (1 + exp(-1.842068 * (m + 20.91))) }

    private static func index(_ type: GalaxyType, _ normal: Double) -> Double {
        switch type {
        case .elliptical: min(max(4 * exp(0.3 * normal), 2), 7)
        case .spiral: min(max(1.4 * exp(0.35 * normal), 0.6), 4)
        case .irregular: min(max(exp(0.25 * normal), 0.5), 2)
        }
    }

    /// Spheroids between round and 1 : 3; discs of a thickness of 0.2 or 0.4 at any inclination.
    private static func ratio(_ type: GalaxyType, _ draws: inout Draws) -> Double {
        if type == .elliptical { return min(max(0.76 + 0.14 * draws.normal(), 0.33), 1) }
        let thickness = type == .spiral ? 0.04 : 0.16
        let cosine = draws.uniform()
        return ((1 - thickness) * cosine * cosine + thickness).squareRoot()
    }
}
