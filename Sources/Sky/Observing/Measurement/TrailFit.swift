internal import SkyMath

/// What a fit of a trail's model finds. Fluxes in nJy.
public struct TrailFit: Sendable, Hashable {
    /// Of the whole trail, in the difference image.
    public var flux: Float
    /// Standard error, nJy.
    public var fluxErr: Float
    /// Of the trail's middle, from the measured position, arcsec; and its standard errors.
    public var east: Float
    /// Of the middle, arcsec.
    public var north: Float
    /// Standard error, arcsec.
    public var eastErr: Float
    /// Standard error, arcsec.
    public var northErr: Float
    /// Arcsec.
    public var length: Float
    /// Standard error, arcsec.
    public var lengthErr: Float
    /// Degrees from north through east, 0 ..< 180.
    public var angle: Float
    /// Standard error, degrees.
    public var angleErr: Float
    /// Of the fit, not by degree of freedom.
    public var chi2: Float
    /// Pixels fitted.
    public var pixelCount: Int32
    /// Whether an end lies beyond the detector.
    public var isAtEdge: Bool

    /// Nil where there is no trail to be seen: it is longer than its own error by five and than half the PSF's width.
    ///
    /// The noise of the flux is that of as many more pixels as the trail covers, and goes with that of the PSF's flux as
    /// far as both see the same pixels.
    init?(
        _ truth: SourceTruth, _ extent: SourceExtent, _ frame: DetectionModel.Frame, _ flux: DetectionModel.Fluxes,
        at pixel: DetectorPoint, _ draws: inout Draws
    ) {
        guard extent.form == .trail else { return nil }
        let (seeing, psfErr) = (frame.visit.seeingFwhmGeom, flux.differenceErr)
        let light = truth.scienceFlux - truth.templateFlux
        let error = psfErr / extent.psfShare.squareRoot()
        let snr = max(abs(light) / error, 1)
        let trueLength = extent.length * LSSTCamera.arcsecPerPixel
        let (lengthNoise, angleNoise) = (draws.normal(), draws.normal())
        let measured = trueLength + seeing / snr * lengthNoise
        guard measured > 5 * seeing / snr, measured > 0.5 * seeing else { return nil }
        let shared = (flux.difference - light * extent.psfShare) / psfErr * extent.psfShare.squareRoot()
        self.flux = Float(light + error * (shared + (1 - min(extent.psfShare, 1)).squareRoot() * draws.normal()))
        (fluxErr, length, lengthErr) = (Float(error), Float(measured), Float(seeing / snr))
        let positionAngle = frame.rotation + extent.angle
        let turn = seeing / snr / measured * (180 / .pi)
        (angle, angleErr) = (Float(wrapDegrees((positionAngle + turn * angleNoise) * 2) / 2), Float(turn))
        let area = (measured + 3 * seeing) * 3 * seeing / (LSSTCamera.arcsecPerPixel * LSSTCamera.arcsecPerPixel)
        let count = min(max(area.rounded(), 6), 1e9)
        chi2 = Float(count - 5 + (2 * (count - 5)).squareRoot() * draws.normal())
        pixelCount = Int32(count)
        isAtEdge = extent.ends(at: frame.pixel).contains { !frame.detector.contains($0) }
        (east, north, eastErr, northErr) = (0, 0, 0, 0)
        place(extent, frame, from: pixel, snr: snr, &draws)
    }

    /// The middle scatters along the trail by the trail's own width, across it by the PSF's.
    private mutating func place(
        _ extent: SourceExtent, _ frame: DetectionModel.Frame, from pixel: DetectorPoint, snr: Double,
        _ draws: inout Draws
    ) {
        let moment = frame.psfMoment
        let widths = extent.moments(psf: moment) ?? (moment, moment)
        let (along, across) = ((2 * widths.along).squareRoot() / snr, (2 * widths.across).squareRoot() / snr)
        let rotation = frame.rotation
        let angle = rotation + extent.angle
        let (sine, cosine) = (sinDegrees(angle), cosDegrees(angle))
        let (s, t) = (along * draws.normal(), across * draws.normal())
        let shift = Self.sky(x: frame.pixel.x - pixel.x, y: frame.pixel.y - pixel.y, rotation)
        east = Float(shift.east + s * sine + t * cosine)
        north = Float(shift.north + s * cosine - t * sine)
        eastErr = Float((along * along * sine * sine + across * across * cosine * cosine).squareRoot())
        northErr = Float((along * along * cosine * cosine + across * across * sine * sine).squareRoot())
    }

    /// Arcsec on the sky of a way on a detector, pixels: x points to the position angle `rotation`, y a quarter turn on.
    private static func sky(x: Double, y: Double, _ rotation: Double) -> (east: Double, north: Double) {
        let (sine, cosine) = (sinDegrees(rotation), cosDegrees(rotation))
        let scale = LSSTCamera.arcsecPerPixel
        return (scale * (x * sine + y * cosine), scale * (x * cosine - y * sine))
    }
}

extension SourceExtent {
    /// Where the line ends whose middle is at `pixel`.
    fileprivate func ends(at pixel: DetectorPoint) -> [DetectorPoint] {
        let (dx, dy) = (length / 2 * cosDegrees(angle), length / 2 * sinDegrees(angle))
        return [-1.0, 1].map { DetectorPoint(detector: pixel.detector, x: pixel.x + $0 * dx, y: pixel.y + $0 * dy) }
    }
}
