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

    /// Complexity: O(1).
    ///
    /// - Parameter pixel: the true place, on `detector`.
    public func measure(
        _ truth: SourceTruth, in visit: Visit, on detector: Detector, at pixel: DetectorPoint,
        pointing: Pointing
    ) -> SourceMeasurement {
        var draws = Draws(seed: seed, 0x3EA5, UInt64(bitPattern: visit.id), truth.key)
        let flux = fluxes(truth, visit, &draws)
        let seeing = visit.seeingFwhmGeom
        let kept = TrailLoss.detection(motion: truth.motion, exposureSeconds: visit.exposureSeconds, seeing: seeing)
        let snr = abs(flux.difference) / flux.differenceErr * kept
        let place = self.place(truth, visit, on: detector, at: pixel, pointing, flux, &draws)
        let shape = SourceShape(truth, visit, snr: max(snr, 1), &draws)
        let aperture = self.aperture(flux, visit, &draws)
        return SourceMeasurement(
            isDetected: snr >= threshold, position: place.position, raErrArcsec: place.error,
            decErrArcsec: place.error, pixel: place.pixel, pixelErr: place.error / LSSTCamera.arcsecPerPixel,
            psfFlux: flux.difference, psfFluxErr: flux.differenceErr, scienceFlux: flux.science,
            scienceFluxErr: flux.scienceErr, templateFlux: flux.template, templateFluxErr: flux.templateErr,
            apFlux: aperture.flux, apFluxErr: aperture.error, snr: snr, ixx: shape.ixx, iyy: shape.iyy, ixy: shape.ixy,
            psfMoment: shape.psfMoment, trailLength: shape.trailLength, trailAngle: shape.trailAngle,
            isDipole: isDipole(truth, visit, &draws),
            flags: flags(truth.scienceFlux, visit, on: detector, at: pixel))
    }

    /// Depth of the template under a visit, mag.
    public func templateDepth(_ visit: Visit) -> Double {
        noise.coaddDepth(fiveSigmaDepth: visit.fiveSigmaDepth, count: templateVisits)
    }

    struct Fluxes {
        var science = 0.0
        var scienceErr = 0.0
        var template = 0.0
        var templateErr = 0.0
        var difference: Double { science - template }
        var differenceErr: Double { (scienceErr * scienceErr + templateErr * templateErr).squareRoot() }
    }

    private func fluxes(_ truth: SourceTruth, _ visit: Visit, _ draws: inout Draws) -> Fluxes {
        var template = Draws(seed: seed, 0x7E3B, UInt64(visit.band.rawValue), truth.key)
        var fluxes = Fluxes()
        fluxes.scienceErr = noise.fluxError(
            visit.band, flux: truth.scienceFlux, fiveSigmaDepth: visit.fiveSigmaDepth)
        fluxes.templateErr = noise.fluxError(
            visit.band, flux: truth.templateFlux, fiveSigmaDepth: templateDepth(visit))
        fluxes.science = truth.scienceFlux + fluxes.scienceErr * draws.normal()
        fluxes.template = truth.templateFlux + fluxes.templateErr * template.normal()
        return fluxes
    }

    /// The aperture sees the same light and, beyond the PSF's own area, more of the sky.
    private func aperture(_ flux: Fluxes, _ visit: Visit, _ draws: inout Draws) -> (flux: Double, error: Double) {
        let radius = 12 * LSSTCamera.arcsecPerPixel
        let area = .pi * radius * radius / (2.266 * visit.seeingFwhmEff * visit.seeingFwhmEff)
        let sky =
            noise.fluxVariance(visit.band, flux: 0, fiveSigmaDepth: visit.fiveSigmaDepth)
            + noise.fluxVariance(visit.band, flux: 0, fiveSigmaDepth: templateDepth(visit))
        let more = max(area - 1, 0) * sky
        let error = (flux.differenceErr * flux.differenceErr + more).squareRoot()
        return (flux.difference + more.squareRoot() * draws.normal(), error)
    }
}
