public import SkyMath

/// What a detection adds to its object's summary. NaN stands for what was not measured.
public struct DetectionEpoch: Sendable, Hashable {
    public var midpointMjdTai: Double
    public var band: Passband
    /// ICRS, degrees.
    public var ra: Double
    public var dec: Double
    /// Errors of ra cos(dec) and of dec, degrees, and their covariance, square degrees.
    public var raErr = Double.nan
    public var decErr = Double.nan
    public var raDecCov = Double.nan
    /// On the difference image, nJy.
    public var psfFlux: Double
    public var psfFluxErr: Double
    /// On the visit's image, nJy.
    public var scienceFlux = Double.nan
    public var scienceFluxErr = Double.nan

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
