public import SkyMath

/// One pointing of the telescope: what a scheduler plans or an opsim database tells.
public struct Visit: Sendable, Hashable {
    /// Number of the visit, by which its noise and artefacts are drawn.
    public var id: Int64
    /// Middle of the field, ICRS degrees.
    public var position: SkyPosition
    /// Rotation of the sky with respect to the camera, degrees.
    public var rotSkyPos: Double
    /// Begin of the exposure, MJD TAI.
    public var startMjdTai: Double
    /// Shutter-open time, seconds, of all exposures together.
    public var exposureSeconds: Double
    /// How many exposures share the shutter-open time.
    public var exposures: Int
    /// The filter.
    public var band: Passband
    /// Of the field; about 1 at the zenith.
    public var airmass: Double
    /// Effective width of the PSF, arcsec.
    public var seeingFwhmEff: Double
    /// Width of the PSF as seen, arcsec.
    public var seeingFwhmGeom: Double
    /// Sky brightness, AB mag/arcsec^2.
    public var skyBrightness: Double
    /// Magnitude of a point source measured with S/N 5.
    public var fiveSigmaDepth: Double
    /// Number of the night of the survey.
    public var night: Int
    var labels: VisitLabels?

    /// Angles in degrees, times in MJD TAI and seconds, widths in arcsec; values are taken as they are.
    public init(
        id: Int64, position: SkyPosition, rotSkyPos: Double, startMjdTai: Double, exposureSeconds: Double,
        exposures: Int,
        band: Passband, airmass: Double, seeingFwhmEff: Double, seeingFwhmGeom: Double, skyBrightness: Double,
        fiveSigmaDepth: Double, night: Int
    ) {
        self.id = id
        self.position = position
        self.rotSkyPos = rotSkyPos
        self.startMjdTai = startMjdTai
        self.exposureSeconds = exposureSeconds
        self.exposures = exposures
        self.band = band
        self.airmass = airmass
        self.seeingFwhmEff = seeingFwhmEff
        self.seeingFwhmGeom = seeingFwhmGeom
        self.skyBrightness = skyBrightness
        self.fiveSigmaDepth = fiveSigmaDepth
        self.night = night
    }

    /// Middle of the exposure.
    public var midpointMjdTai: Double { startMjdTai + exposureSeconds / 2 / 86_400 }
}
