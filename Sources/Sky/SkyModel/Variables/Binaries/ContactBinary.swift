public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Two stars in one envelope (W Ursae Majoris): light that changes all the time, two like minima in an orbit.
///
/// The cosine series of Rucinski (1993, doi:10.1086/133326): the second term is the stars' stretched shape, the
/// fourth follows from it as for a contact system, the first makes the minima unequal.
public struct ContactBinary: LightCurve {
    /// Days.
    public let period: Double
    /// Half the range that the stars' shape makes, as a share of the mean flux in r, 0 ... 0.3.
    public let distortion: Double
    /// By how much the minima differ, as a share of the mean flux in r, 0 ... 0.1.
    public let inequality: Double
    private let epochMjdTai: Double
    private let meanFlux: PerBand<Double>

    /// - Parameters:
    ///   - period: days; taken as 0.35 where not positive.
    ///   - epochMjdTai: of the deeper minimum.
    ///   - meanMagnitudes: AB magnitudes of the mean flux over an orbit.
    public init(
        period: Double, distortion: Double, inequality: Double, epochMjdTai: Double, meanMagnitudes: PerBand<Double>
    ) {
        self.period = period > 0 ? period : 0.35
        self.distortion = max(0, min(0.3, distortion))
        self.inequality = max(0, min(0.1, inequality))
        self.epochMjdTai = epochMjdTai
        meanFlux = PerBand { ABMagnitude.sourceFlux(meanMagnitudes[$0]) }
    }

    /// nJy; the deeper minimum is at the epoch.
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        let cosine = cos(2 * .pi * ((mjdTai - epochMjdTai) / period).fraction)
        let double = 2 * cosine * cosine - 1
        let fourfold = 2 * double * double - 1
        let strength = Self.darkening[band]
        let second = distortion * strength
        let change = -inequality / 2 * strength * cosine - second * double - second * (0.125 - second / 2) * fourfold
        return meanFlux[band] * (1 + change)
    }

    /// Periods normal about 0.37 days with 0.08; distortions as orbits at random inclinations give; eclipses that are
    /// seen.
    public static func drawn(from draws: inout Draws, meanMagnitudes: PerBand<Double>) -> ContactBinary {
        let period = max(0.23, min(0.9, 0.37 + 0.08 * draws.normal()))
        let cosine = draws.uniform(0..<0.75)
        return ContactBinary(
            period: period, distortion: draws.uniform(0.2..<0.3) * (1 - cosine * cosine),
            inequality: 0.06 * draws.uniform(), epochMjdTai: 60_000 + period * draws.uniform(),
            meanMagnitudes: meanMagnitudes)
    }

    /// Gravity and limb darkening are stronger in the blue.
    private static let darkening = PerBand(u: 1.12, g: 1.05, r: 1.0, i: 0.97, z: 0.95, y: 0.94)
}
