public import SkyMath

/// What the noise equations need to know of the telescope and its site in one band.
///
/// Sources: Ivezic et al. 2019, doi:10.3847/1538-4357/ab042c, table 2, with the values of Rubin's SMTN-002.
public struct BandConstants: Sendable, Hashable {
    /// Shape of the error's dependence on magnitude.
    public var gamma: Double
    /// Normalisation of the depth, mag.
    public var cm: Double
    /// Extinction at the zenith, mag per airmass.
    public var extinction: Double
    /// Gain of depth, mag, if there were no read noise.
    public var deltaCmInfinity: Double
    /// Dark sky at the zenith, AB mag/arcsec^2.
    public var darkSky: Double

    public static let rubin = PerBand<BandConstants>(
        u: .init(gamma: 0.037534, cm: 22.968, extinction: 0.470, deltaCmInfinity: 0.543, darkSky: 23.052),
        g: .init(gamma: 0.038715, cm: 24.582, extinction: 0.213, deltaCmInfinity: 0.088, darkSky: 22.254),
        r: .init(gamma: 0.039034, cm: 24.602, extinction: 0.126, deltaCmInfinity: 0.043, darkSky: 21.198),
        i: .init(gamma: 0.039196, cm: 24.541, extinction: 0.096, deltaCmInfinity: 0.028, darkSky: 20.463),
        z: .init(gamma: 0.039320, cm: 24.371, extinction: 0.068, deltaCmInfinity: 0.019, darkSky: 19.606),
        y: .init(gamma: 0.039345, cm: 23.840, extinction: 0.171, deltaCmInfinity: 0.016, darkSky: 18.602))
}
