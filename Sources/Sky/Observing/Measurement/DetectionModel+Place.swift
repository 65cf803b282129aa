internal import SkyMath

extension DetectionModel {
    /// Standard error of a centroid, arcsec, before its floor: sqrt(2) sigma / (S/N) of a Gaussian PSF over a bright
    /// sky. Source: King 1983, doi:10.1086/131139. S/N below 1 counts as 1. Complexity: O(1).
    public static func centroidError(fwhm: Double, snr: Double) -> Double {
        2.0.squareRoot() * fwhm / 2.3548 / max(snr, 1)
    }

    /// The measured place and its error. The scatter is that of the true S/N, and so is the error that is told.
    func place(
        _ truth: SourceTruth, _ frame: Frame, _ flux: Fluxes, _ draws: inout Draws
    ) -> (pixel: DetectorPoint, position: SkyPosition, error: Double) {
        let light = truth.dipole?.meanFlux ?? abs(truth.scienceFlux - truth.templateFlux) * frame.psfShare
        let snr = light / flux.differenceErr
        let scatter = Self.centroidError(fwhm: frame.visit.seeingFwhmGeom, snr: snr)
        let error = (scatter * scatter + astrometricFloor * astrometricFloor).squareRoot()
        var measured = frame.pixel
        measured.x += error / LSSTCamera.arcsecPerPixel * draws.normal()
        measured.y += error / LSSTCamera.arcsecPerPixel * draws.normal()
        let point = frame.detector.focalPoint(x: measured.x, y: measured.y)
        return (measured, frame.pointing.position(point), error)
    }

    func flags(_ truth: SourceTruth, _ frame: Frame) -> PixelFlags {
        var flags: PixelFlags = []
        let (detector, pixel) = (frame.detector, frame.pixel)
        let margin = 15.0
        let (right, top) = (Double(detector.width) - 1 - margin, Double(detector.height) - 1 - margin)
        if pixel.x < margin || pixel.y < margin || pixel.x > right || pixel.y > top { flags.insert(.edge) }
        if frame.psfShare * truth.scienceFlux > frame.depth.saturation { flags.insert(.saturated) }
        if let extent = frame.extent, extent.isMarked { flags.insert(extent.form == .hit ? .cosmicRay : .streak) }
        if truth.isInGlintTrain { flags.insert(.glintTrain) }
        return flags
    }

    /// Magnitude at which a star's middle pixel is full: the LSST Science Book's (version 2, arXiv:0912.0201, table 3.2)
    /// for 15 s and 0.7 arcsec, carried to the visit's exposures and seeing. Complexity: O(1).
    public static func saturation(_ visit: Visit) -> Double {
        let one = visit.exposureSeconds / Double(max(visit.exposures, 1))
        return fullWell[visit.band] + 2.5 * decadicLog(one / 15) - 5 * decadicLog(visit.seeingFwhmEff / 0.7)
    }

    private static let fullWell = PerBand<Double>(u: 14.7, g: 15.7, r: 15.8, i: 15.8, z: 15.3, y: 13.9)
}
