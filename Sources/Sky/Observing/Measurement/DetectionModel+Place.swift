internal import SkyMath

extension DetectionModel {
    /// Standard error of a centroid, arcsec, before its floor: sqrt(2) sigma / (S/N) of a Gaussian PSF over a bright
    /// sky. Source: King 1983, doi:10.1086/131139. S/N below 1 counts as 1. Complexity: O(1).
    public static func centroidError(fwhm: Double, snr: Double) -> Double {
        2.0.squareRoot() * fwhm / 2.3548 / max(snr, 1)
    }

    /// The measured place and its errors. The scatter is that of the true S/N, and so are the errors that are told.
    func place(_ truth: SourceTruth, _ frame: Frame, _ flux: Fluxes, _ draws: inout Draws) -> MeasuredPlace {
        let light = truth.dipole?.meanFlux ?? abs(truth.scienceFlux - truth.templateFlux) * frame.psfShare
        let snr = light / flux.differenceErr
        let psf = Self.centroidError(fwhm: frame.visit.seeingFwhmGeom, snr: snr)
        var scatter = (along: psf, across: psf)
        let moment = frame.psfMoment
        if let widths = frame.extent?.moments(psf: moment) {
            scatter = (psf * (widths.along / moment).squareRoot(), psf * (widths.across / moment).squareRoot())
        }
        let floor = astrometricFloor * astrometricFloor
        return MeasuredPlace(
            frame, along: (scatter.along * scatter.along + floor).squareRoot(),
            across: (scatter.across * scatter.across + floor).squareRoot(), &draws)
    }

    /// - Parameters:
    ///   - pixel: the measured place.
    ///   - side: of the square that holds the footprint, pixels.
    func flags(_ truth: SourceTruth, _ frame: Frame, at pixel: DetectorPoint, side: Double) -> PixelFlags {
        var flags = truncation(frame.detector, pixel, side: side)
        if frame.psfShare * truth.scienceFlux + truth.stillFlux > frame.depth.saturation { flags.insert(.saturated) }
        if let extent = frame.extent, extent.isMarked { flags.insert(extent.form == .hit ? .cosmicRay : .streak) }
        if truth.isInGlintTrain { flags.insert(.glintTrain) }
        guard let bad = defects?[frame.detector.number], bad.touches(pixel.x, pixel.y, radius: side / 2) else {
            return flags
        }
        flags.insert(.bad)
        let (x, y) = (Int(pixel.x.rounded()), Int(pixel.y.rounded()))
        if !bad.places(x: x - 1..<x + 2, y: y - 1..<y + 2).isEmpty { flags.insert(.badCentre) }
        return flags
    }

    private func truncation(_ detector: Detector, _ pixel: DetectorPoint, side: Double) -> PixelFlags {
        let left = min(pixel.x, pixel.y) + 0.5
        let right = min(Double(detector.width) - pixel.x, Double(detector.height) - pixel.y) - 0.5
        let margin = min(left, right)
        var flags: PixelFlags = []
        if margin < side / 2 { flags.insert(.edge) }
        if margin < SourceMeasurement.apertureRadius { flags.insert(.apertureTruncated) }
        if margin < PixelFlags.psfReach { flags.insert(.psfTruncated) }
        if margin < 0 { flags.formUnion([.edge, .offImage]) }
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
