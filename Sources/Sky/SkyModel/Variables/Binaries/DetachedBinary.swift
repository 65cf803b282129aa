public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Two spherical, limb-darkened stars on a circular orbit that eclipse each other.
public struct DetachedBinary: LightCurve {
    /// Days.
    public let period: Double
    /// Radii of the two stars in units of their distance.
    public let radii: (primary: Double, secondary: Double)
    /// Degrees; 90 is edge on.
    public let inclination: Double
    /// Share of the light that comes from the secondary.
    public let secondaryShares: PerBand<Double>
    let epochMjdTai: Double
    private let wholeFlux: PerBand<Double>

    /// - Parameters:
    ///   - period: days; taken as 1 where not positive.
    ///   - radii: of the stars in units of their distance, each 0.001 ... 0.45.
    ///   - temperatures: K; the shares of the light are those of two black bodies.
    ///   - inclination: degrees, 0 ... 90.
    ///   - epochMjdTai: when the secondary is in front of the primary.
    ///   - magnitudes: AB magnitudes outside eclipse.
    public init(
        period: Double, radii: (primary: Double, secondary: Double),
        temperatures: (primary: Double, secondary: Double), inclination: Double, epochMjdTai: Double,
        magnitudes: PerBand<Double>
    ) {
        self.period = period > 0 ? period : 1
        let primary = max(0.001, min(0.45, radii.primary))
        let secondary = max(0.001, min(0.45, radii.secondary))
        self.radii = (primary, secondary)
        self.inclination = max(0, min(90, inclination))
        self.epochMjdTai = epochMjdTai
        wholeFlux = PerBand { ABMagnitude.sourceFlux(magnitudes[$0]) }
        secondaryShares = PerBand { band in
            let wavelength = ThroughputCurve.lsstEffectiveWavelengths[band]
            let first = primary * primary * Blackbody(temperature: temperatures.primary).fluxDensity(nm: wavelength)
            let second =
                secondary * secondary * Blackbody(temperature: temperatures.secondary).fluxDensity(nm: wavelength)
            return first + second > 0 ? second / (first + second) : 0
        }
    }

    /// nJy; the flux outside eclipse less what is hidden, limb darkening included.
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        let angle = 2 * .pi * ((mjdTai - epochMjdTai) / period).fraction
        let across = sin(angle)
        let along = cos(angle) * cos(inclination * .pi / 180)
        let distance = (across * across + along * along).squareRoot()
        if distance >= radii.primary + radii.secondary { return wholeFlux[band] }
        let secondaryInFront = cos(angle) > 0
        let hidden = DiscOverlap.hiddenShare(
            star: secondaryInFront ? radii.primary : radii.secondary,
            cover: secondaryInFront ? radii.secondary : radii.primary, distance: distance,
            limbDarkening: Self.limbDarkening[band])
        let share = secondaryInFront ? 1 - secondaryShares[band] : secondaryShares[band]
        return wholeFlux[band] * (1 - hidden * share)
    }

    /// Linear coefficients of a star of 6,000 K, rounded after Claret and Bloemen (2011,
    /// doi:10.1051/0004-6361/201116451).
    public static let limbDarkening = PerBand(u: 0.85, g: 0.75, r: 0.62, i: 0.53, z: 0.47, y: 0.43)

    /// An eclipsing pair: periods log-normal about 3 days, radii for a main sequence pair at Kepler's distance, mass
    /// ratios uniform in 0.2 ... 1, and an inclination at which an eclipse is seen.
    public static func drawn(
        from draws: inout Draws, primaryTemperature: Double = 6000, magnitudes: PerBand<Double>
    ) -> DetachedBinary {
        let ratio = draws.uniform(0.2..<1)
        let mass = pow(max(3000, min(25_000, primaryTemperature)) / 5772, 1.7)
        let floor = 0.55 * mass.squareRoot()
        let period = max(floor, 3 * exp(1.1 * draws.normal()))
        let distance = 4.208 * pow(mass * (1 + ratio) * period * period, 1.0 / 3)
        let radii = (primary: pow(mass, 0.8) / distance, secondary: pow(mass * ratio, 0.8) / distance)
        let reach = min(1, radii.primary + radii.secondary) * 0.98
        return DetachedBinary(
            period: period, radii: radii,
            temperatures: (primaryTemperature, primaryTemperature * pow(ratio, 0.6)),
            inclination: acos(reach * draws.uniform()) * 180 / .pi,
            epochMjdTai: 60_000 + period * draws.uniform(), magnitudes: magnitudes)
    }
}
