public import SkyMath

/// What a detection adds to its object's summary. NaN stands for what was not measured.
public struct DetectionEpoch: Sendable, Hashable {
    /// Middle of the exposure, MJD TAI.
    public var midpointMjdTai: Double
    /// The band in whose columns the fluxes count.
    public var band: Passband
    /// ICRS, degrees.
    public var ra: Double
    /// ICRS, degrees, -90 to 90.
    public var dec: Double
    /// Errors of ra cos(dec) and of dec, degrees, and their covariance, square degrees.
    public var raErr = Double.nan
    /// One standard deviation, degrees.
    public var decErr = Double.nan
    /// Covariance of ra cos(dec) and dec, square degrees.
    public var raDecCov = Double.nan
    /// On the difference image, nJy.
    public var psfFlux: Double
    /// One standard deviation of `psfFlux`, nJy.
    public var psfFluxErr: Double
    /// On the visit's image, nJy.
    public var scienceFlux = Double.nan
    /// One standard deviation of `scienceFlux`, nJy.
    public var scienceFluxErr = Double.nan

    /// Fields as given; all else NaN.
    public init(
        midpointMjdTai: Double, band: Passband, ra: Double, dec: Double, psfFlux: Double, psfFluxErr: Double
    ) {
        self.midpointMjdTai = midpointMjdTai
        self.band = band
        self.ra = ra
        self.dec = dec
        self.psfFlux = psfFlux
        self.psfFluxErr = psfFluxErr
    }
}
