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

    /// Those of the Rubin Observatory.
    public static let rubin = PerBand<BandConstants>(
        u: .init(gamma: 0.037534, cm: 22.967681, extinction: 0.470116, deltaCmInfinity: 0.543325, darkSky: 23.051983),
        g: .init(gamma: 0.038715, cm: 24.582309, extinction: 0.212949, deltaCmInfinity: 0.088310, darkSky: 22.253839),
        r: .init(gamma: 0.039034, cm: 24.602134, extinction: 0.126369, deltaCmInfinity: 0.043438, darkSky: 21.197579),
        i: .init(gamma: 0.039196, cm: 24.541152, extinction: 0.095764, deltaCmInfinity: 0.027510, darkSky: 20.462795),
        z: .init(gamma: 0.039320, cm: 24.371077, extinction: 0.068417, deltaCmInfinity: 0.018530, darkSky: 19.606305),
        y: .init(gamma: 0.039345, cm: 23.840175, extinction: 0.171009, deltaCmInfinity: 0.016283, darkSky: 18.601512))
}
