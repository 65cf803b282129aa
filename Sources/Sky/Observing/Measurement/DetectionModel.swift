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
/// it is detected is a matter of the same noisy flux. Everything is a function of seed, visit and `SourceTruth.key`.
public struct DetectionModel: Sendable {
    public var seed: UInt64
    public var noise: PhotometricNoise
    public var threshold = 5.0
    /// Visits that make a template.
    public var templateVisits = 20
    /// Standard error, arcsec, that no light can lower.
    public var astrometricFloor = 0.01

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
        let frame = Frame(visit: visit, depth: depth, detector: detector, pixel: pixel, pointing: pointing)
        var draws = Draws(seed: seed, 0x3EA5, UInt64(bitPattern: visit.id), truth.key)
        let flux = fluxes(truth, frame, &draws)
        let snr = snr(flux, truth, visit)
        return measurement(truth, frame, flux, snr: snr, &draws)
    }

    /// The measurement of what the difference image shows at the threshold; nil where it shows nothing, which costs
    /// much less than `measure`. Complexity: O(1).
    public func detect(
        _ truth: SourceTruth, in visit: Visit, depth: MeasuringDepth, on detector: Detector, at pixel: DetectorPoint,
        pointing: Pointing
    ) -> SourceMeasurement? {
        let frame = Frame(visit: visit, depth: depth, detector: detector, pixel: pixel, pointing: pointing)
        var draws = Draws(seed: seed, 0x3EA5, UInt64(bitPattern: visit.id), truth.key)
        let flux = fluxes(truth, frame, &draws)
        let snr = snr(flux, truth, visit)
        return snr >= threshold ? measurement(truth, frame, flux, snr: snr, &draws) : nil
    }

    /// As `measure` where the image shows something, else forced photometry alone: of shape, aperture, dipole and flags
    /// nothing is then told (NaN, false, none). Complexity: O(1).
    public func force(
        _ truth: SourceTruth, in visit: Visit, depth: MeasuringDepth, on detector: Detector, at pixel: DetectorPoint,
        pointing: Pointing
    ) -> SourceMeasurement {
        let frame = Frame(visit: visit, depth: depth, detector: detector, pixel: pixel, pointing: pointing)
        var draws = Draws(seed: seed, 0x3EA5, UInt64(bitPattern: visit.id), truth.key)
        let flux = fluxes(truth, frame, &draws)
        let snr = snr(flux, truth, visit)
        if snr >= threshold { return measurement(truth, frame, flux, snr: snr, &draws) }
        let place = self.place(truth, frame, flux, &draws)
        return SourceMeasurement(
            isDetected: false, position: place.position, raErrArcsec: place.error, decErrArcsec: place.error,
            pixel: place.pixel, pixelErr: place.error / LSSTCamera.arcsecPerPixel, psfFlux: flux.difference,
            psfFluxErr: flux.differenceErr, scienceFlux: flux.science, scienceFluxErr: flux.scienceErr,
            templateFlux: flux.template, templateFluxErr: flux.templateErr, apFlux: .nan, apFluxErr: .nan, snr: snr,
            ixx: .nan, iyy: .nan, ixy: .nan, psfMoment: .nan, trailLength: nil, trailAngle: nil, dipole: nil,
            flags: [])
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
    }

    struct Fluxes {
        var science = 0.0
        var scienceErr = 0.0
        var template = 0.0
        var templateErr = 0.0
        var difference: Double { science - template }
        var differenceErr: Double { (scienceErr * scienceErr + templateErr * templateErr).squareRoot() }
    }

    private func fluxes(_ truth: SourceTruth, _ frame: Frame, _ draws: inout Draws) -> Fluxes {
        var template = Draws(seed: seed, 0x7E3B, UInt64(frame.visit.band.rawValue), truth.key)
        var fluxes = Fluxes()
        fluxes.scienceErr = frame.depth.science(flux: truth.scienceFlux).squareRoot()
        fluxes.templateErr = frame.depth.template(flux: truth.templateFlux).squareRoot()
        fluxes.science = truth.scienceFlux + fluxes.scienceErr * draws.normal()
        fluxes.template = truth.templateFlux + fluxes.templateErr * template.normal()
        return fluxes
    }

    private func snr(_ flux: Fluxes, _ truth: SourceTruth, _ visit: Visit) -> Double {
        let kept = TrailLoss.detection(
            motion: truth.motion, exposureSeconds: visit.exposureSeconds, seeing: visit.seeingFwhmGeom)
        let light = max(abs(flux.difference), truth.dipole?.peakFlux ?? 0)
        return light / flux.differenceErr * kept
    }

    private func measurement(
        _ truth: SourceTruth, _ frame: Frame, _ flux: Fluxes, snr: Double, _ draws: inout Draws
    ) -> SourceMeasurement {
        let place = self.place(truth, frame, flux, &draws)
        let shape = SourceShape(truth, frame.visit, snr: max(snr, 1), &draws)
        let aperture = self.aperture(flux, frame, &draws)
        return SourceMeasurement(
            isDetected: snr >= threshold, position: place.position, raErrArcsec: place.error,
            decErrArcsec: place.error, pixel: place.pixel, pixelErr: place.error / LSSTCamera.arcsecPerPixel,
            psfFlux: flux.difference, psfFluxErr: flux.differenceErr, scienceFlux: flux.science,
            scienceFluxErr: flux.scienceErr, templateFlux: flux.template, templateFluxErr: flux.templateErr,
            apFlux: aperture.flux, apFluxErr: aperture.error, snr: snr, ixx: shape.ixx, iyy: shape.iyy, ixy: shape.ixy,
            psfMoment: shape.psfMoment, trailLength: shape.trailLength, trailAngle: shape.trailAngle,
            dipole: fit(truth, frame, fluxErr: flux.differenceErr), flags: flags(truth.scienceFlux, frame))
    }

    /// The aperture sees the same light and, beyond the PSF's own area, more of the sky.
    private func aperture(_ flux: Fluxes, _ frame: Frame, _ draws: inout Draws) -> (flux: Double, error: Double) {
        let radius = 12 * LSSTCamera.arcsecPerPixel
        let width = frame.visit.seeingFwhmEff
        let area = .pi * radius * radius / (2.266 * width * width)
        let sky = frame.depth.science(flux: 0) + frame.depth.template(flux: 0)
        let more = max(area - 1, 0) * sky
        let error = (flux.differenceErr * flux.differenceErr + more).squareRoot()
        return (flux.difference + more.squareRoot() * draws.normal(), error)
    }
}
