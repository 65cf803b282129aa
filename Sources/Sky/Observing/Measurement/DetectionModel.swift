internal import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Measures true sources as the difference-imaging pipeline would.
///
/// Fluxes scatter normally by the errors that are told (pull 0 +- 1): the science image's noise by visit and object, the
/// template's by band and object, since all visits share it. Every source is measured, as forced photometry is; whether
/// it is detected is a matter of the same noisy flux. What calibration leaves (`PhotometricNoise.systematicError`) is in
/// the fluxes of the science image and of the template, and not in their difference: see `CalibratedFluxes`. Everything is a
/// function of seed, visit and `SourceTruth.key`.
public struct DetectionModel: Sendable {
    /// By which all noise is drawn.
    public var seed: UInt64
    /// Errors of fluxes from depth and band.
    public var noise: PhotometricNoise
    /// S/N from which on a source is detected.
    public var threshold = 5.0
    /// Visits that make a template.
    public var templateVisits = 20
    /// Standard error, arcsec, that no light can lower.
    public var astrometricFloor = 0.01
    /// Nil for a camera without bad pixels.
    public var defects: CameraDefects?

    /// Other properties begin with their nominal values: S/N 5, no bad pixels.
    public init(seed: UInt64, noise: PhotometricNoise = PhotometricNoise()) {
        self.seed = seed
        self.noise = noise
    }

    /// Measures at a source's place whether or not anything is detected there. Complexity: O(1).
    ///
    /// - Parameter pixel: the true place, on `detector`.
    public func measure(
        _ truth: SourceTruth, in visit: Visit, on detector: Detector, at pixel: DetectorPoint,
        pointing: Pointing
    ) -> SourceMeasurement {
        measure(truth, in: visit, depth: MeasuringDepth(visit, self), on: detector, at: pixel, pointing: pointing)
    }

    /// As the other, for a visit whose depth was worked out before.
    public func measure(
        _ truth: SourceTruth, in visit: Visit, depth: MeasuringDepth, on detector: Detector, at pixel: DetectorPoint,
        pointing: Pointing
    ) -> SourceMeasurement {
        let frame = Frame(
            truth, visit: visit, depth: depth, detector: detector, pixel: pixel, pointing: pointing)
        var draws = self.draws(visit, truth.key)
        let flux = fluxes(truth, frame, &draws)
        let snr = snr(flux, truth)
        return measurement(truth, frame, flux, snr: snr, &draws)
    }

    /// The measurement of what the difference image shows at the threshold; nil where it shows nothing, which costs
    /// much less than `measure`. Complexity: O(1).
    public func detect(
        _ truth: SourceTruth, in visit: Visit, depth: MeasuringDepth, on detector: Detector, at pixel: DetectorPoint,
        pointing: Pointing
    ) -> SourceMeasurement? {
        let frame = Frame(
            truth, visit: visit, depth: depth, detector: detector, pixel: pixel, pointing: pointing)
        var draws = self.draws(visit, truth.key)
        let flux = fluxes(truth, frame, &draws)
        let snr = snr(flux, truth)
        return snr >= threshold ? measurement(truth, frame, flux, snr: snr, &draws) : nil
    }

    /// As `measure` where the image shows something, else forced photometry alone: of shape, aperture, dipole and flags
    /// nothing is then told (NaN, false, none). Complexity: O(1).
    public func force(
        _ truth: SourceTruth, in visit: Visit, depth: MeasuringDepth, on detector: Detector, at pixel: DetectorPoint,
        pointing: Pointing
    ) -> SourceMeasurement {
        let frame = Frame(
            truth, visit: visit, depth: depth, detector: detector, pixel: pixel, pointing: pointing)
        var draws = self.draws(visit, truth.key)
        let flux = fluxes(truth, frame, &draws)
        let snr = snr(flux, truth)
        if snr >= threshold { return measurement(truth, frame, flux, snr: snr, &draws) }
        let place = self.place(truth, frame, flux, &draws)
        let told = CalibratedFluxes(flux, self, visit, truth.key)
        return SourceMeasurement(
            isDetected: false, position: place.position, raErrArcsec: place.raErr, decErrArcsec: place.decErr,
            raDecCovArcsec2: place.raDecCov, pixel: place.pixel, xErr: place.xErr, yErr: place.yErr,
            psfFlux: flux.difference,
            psfFluxErr: flux.differenceErr, scienceFlux: told.science, scienceFluxErr: told.scienceErr,
            templateFlux: told.template, templateFluxErr: told.templateErr,
            scienceCalibration: told.scienceCalibration, templateCalibration: told.templateCalibration, apFlux: .nan,
            apFluxErr: .nan, snr: snr,
            ixx: .nan, iyy: .nan, ixy: .nan, psfMoment: .nan, trail: nil, footprintSide: 0, dipole: nil, flags: [])
    }

    /// Depth of the template under a visit, mag.
    public func templateDepth(_ visit: Visit) -> Double {
        noise.coaddDepth(fiveSigmaDepth: visit.fiveSigmaDepth, count: templateVisits)
    }

    /// Where and in what a source is measured.
    struct Frame {
        let visit: Visit
        let depth: MeasuringDepth
        let detector: Detector
        let pixel: DetectorPoint
        let pointing: Pointing
        let extent: SourceExtent?

        init(
            _ truth: SourceTruth, visit: Visit, depth: MeasuringDepth, detector: Detector, pixel: DetectorPoint,
            pointing: Pointing
        ) {
            (self.visit, self.depth, self.detector, self.pixel) = (visit, depth, detector, pixel)
            self.pointing = pointing
            guard truth.extent == nil, truth.motion != 0 else {
                extent = truth.extent
                return
            }
            extent = SourceExtent(
                motion: truth.motion, motionAngle: truth.motionAngle,
                rotation: pointing.pixelAngle(on: detector, at: pixel), in: visit)
        }

        /// Position angle of the pixel x axis at the place, degrees.
        var rotation: Double { pointing.pixelAngle(on: detector, at: pixel) }
        /// Second moment of the visit's PSF as a Gaussian's, arcsec^2.
        var psfMoment: Double { visit.seeingFwhmGeom * visit.seeingFwhmGeom / SourceExtent.widthSquared }
        /// What a fit of the PSF finds of the light.
        var psfShare: Double { extent?.psfShare ?? 1 }
    }

    struct Fluxes {
        var science = 0.0
        var scienceErr = 0.0
        var template = 0.0
        var templateErr = 0.0
        var difference: Double { science - template }
        var differenceErr: Double { (scienceErr * scienceErr + templateErr * templateErr).squareRoot() }
        /// Without noise.
        var light = (science: 0.0, template: 0.0)
    }

    private func fluxes(_ truth: SourceTruth, _ frame: Frame, _ draws: inout Draws) -> Fluxes {
        var template = templateDraws(frame.visit.band, truth.key)
        var fluxes = Fluxes()
        let share = frame.psfShare
        let (science, coadd) = (share * truth.scienceFlux + truth.hostFlux, share * truth.templateFlux + truth.hostFlux)
        let noise = Self.surroundingNoise * truth.surroundingFlux
        fluxes.scienceErr = frame.depth.science(flux: science + noise).squareRoot()
        fluxes.templateErr = frame.depth.template(flux: coadd + noise).squareRoot()
        fluxes.science = science + truth.surroundingFlux + fluxes.scienceErr * draws.normal()
        fluxes.template = coadd + truth.surroundingFlux + fluxes.templateErr * template.normal()
        fluxes.light = (science + truth.surroundingFlux, coadd + truth.surroundingFlux)
        return fluxes
    }

    /// Variance that light beside a source adds, of that of a point of the same fitted flux: light spread evenly gives a
    /// fit of a Moffat profile of exponent 3 the noise of 16/25 of it.
    private static let surroundingNoise = 16.0 / 25

    func draws(_ visit: Visit, _ key: UInt64) -> Draws {
        Draws(seed: seed, 0x3EA5, UInt64(bitPattern: visit.id), key)
    }

    func templateDraws(_ band: Passband, _ key: UInt64) -> Draws {
        Draws(seed: seed, 0x7E3B, UInt64(band.rawValue), key)
    }

    private func snr(_ flux: Fluxes, _ truth: SourceTruth) -> Double {
        max(abs(flux.difference), truth.dipole?.peakFlux ?? 0) / flux.differenceErr
    }

    private func measurement(
        _ truth: SourceTruth, _ frame: Frame, _ flux: Fluxes, snr: Double, _ draws: inout Draws
    ) -> SourceMeasurement {
        let place = self.place(truth, frame, flux, &draws)
        let shape = SourceShape(frame, snr: snr, &draws)
        let aperture = self.aperture(truth, flux, frame, &draws)
        let dipole = fit(truth, frame, fluxErr: flux.differenceErr)
        let told = CalibratedFluxes(flux, self, frame.visit, truth.key)
        let side = Footprint.side(snr: snr, threshold: threshold, frame.extent, dipole, frame.visit)
        return SourceMeasurement(
            isDetected: snr >= threshold, position: place.position, raErrArcsec: place.raErr,
            decErrArcsec: place.decErr, raDecCovArcsec2: place.raDecCov, pixel: place.pixel, xErr: place.xErr,
            yErr: place.yErr,
            psfFlux: flux.difference, psfFluxErr: flux.differenceErr, scienceFlux: told.science,
            scienceFluxErr: told.scienceErr, templateFlux: told.template, templateFluxErr: told.templateErr,
            scienceCalibration: told.scienceCalibration, templateCalibration: told.templateCalibration,
            apFlux: aperture.flux, apFluxErr: aperture.error, snr: snr, ixx: shape.ixx, iyy: shape.iyy, ixy: shape.ixy,
            psfMoment: shape.psfMoment, trail: trail(truth, frame, flux, at: place.pixel),
            footprintSide: side, dipole: dipole, flags: flags(truth, frame, at: place.pixel, side: Double(side)))
    }

    private func trail(
        _ truth: SourceTruth, _ frame: Frame, _ flux: Fluxes, at pixel: DetectorPoint
    ) -> TrailFit? {
        guard let extent = frame.extent, extent.form == .trail else { return nil }
        var draws = Draws(seed: seed, 0x7A11, UInt64(bitPattern: frame.visit.id), truth.key)
        return TrailFit(truth, extent, frame, flux, at: pixel, &draws)
    }

    /// The aperture sees the same light, of what is no point its own share, and, beyond the PSF's own area, more of the
    /// sky.
    private func aperture(
        _ truth: SourceTruth, _ flux: Fluxes, _ frame: Frame, _ draws: inout Draws
    ) -> (flux: Double, error: Double) {
        let radius = SourceMeasurement.apertureRadius
        let sky = frame.depth.science(flux: 0) + frame.depth.template(flux: 0)
        let more = max(.pi * radius * radius / NoiseArea.pixels(frame.visit) - 1, 0) * sky
        let error = (flux.differenceErr * flux.differenceErr + more).squareRoot()
        let beyond = frame.extent.map {
            ($0.apertureShare - $0.psfShare) * (truth.scienceFlux - truth.templateFlux)
        }
        return (flux.difference + (beyond ?? 0) + more.squareRoot() * draws.normal(), error)
    }
}
