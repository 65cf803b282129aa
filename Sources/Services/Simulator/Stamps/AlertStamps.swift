import Bytes
import Ephemerides
import FITS
import Observing
import Rendering
import SkyMath
import SkyModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The images cut out around the alerts of one visit, as LSST's packets carry them.
///
/// Science, template and difference of one scene: the source, its host, and noise as deep as the visit's and the
/// template's. The difference is the science image less the template as this visit's air would show it.
struct AlertStamps: Sendable {
    static let side = 30

    let seed: UInt64
    private let visit: Visit
    private let pointing: Pointing
    private let camera: LSSTCamera
    private let renderer: StampRenderer
    private let visitFile: LSSTStampFile
    private let templateFile: LSSTStampFile

    /// Width of the template's PSF, arcsec.
    private static let templateSeeing = 0.8

    init(seed: UInt64, visit: Visit, pointing: Pointing, model: DetectionModel, camera: LSSTCamera) {
        self.seed = seed
        self.visit = visit
        self.pointing = pointing
        self.camera = camera
        let (science, template) = Self.depths(visit, model)
        renderer = StampRenderer(width: Self.side, height: Self.side, science: science, template: template)
        visitFile = LSSTStampFile(width: Self.side, height: Self.side, psf: science.psf)
        templateFile = LSSTStampFile(width: Self.side, height: Self.side, psf: template.psf, psfSide: 77)
    }

    static func depths(_ visit: Visit, _ model: DetectionModel) -> (science: EpochDepth, template: EpochDepth) {
        (
            depth(visit, fwhm: visit.seeingFwhmEff, fiveSigma: visit.fiveSigmaDepth),
            depth(visit, fwhm: templateSeeing, fiveSigma: model.templateDepth(visit))
        )
    }

    /// The noise of the source's own light as the errors of the fluxes have it.
    private static func depth(_ visit: Visit, fwhm: Double, fiveSigma: Double) -> EpochDepth {
        let faintest = ABMagnitude.nJy(fiveSigma)
        let gamma = BandConstants.rubin[visit.band].gamma
        return EpochDepth(
            psf: PointSpread(fwhm: fwhm / LSSTCamera.arcsecPerPixel), fiveSigmaMagnitude: fiveSigma,
            electronsPerNJy: 1 / ((0.04 - gamma) * faintest))
    }

    /// Complexity: O(pixels).
    func stamps(of alert: AlertTruth) -> (science: Bytes?, template: Bytes?, difference: Bytes?) {
        let pixel = alert.epoch.measured.pixel
        let first = (x: Int(pixel.x.rounded()) - Self.side / 2 + 1, y: Int(pixel.y.rounded()) - Self.side / 2 + 1)
        let draws = Draws(seed: seed, 0x5374_616D, alert.key, UInt64(bitPattern: visit.id))
        let planes = renderer.render(scene(alert, first), draws: draws)
        let place = StampPlace(
            firstColumn: first.x, firstRow: first.y, wcs: wcs(alert.epoch, first), rotationAngle: visit.rotSkyPos)
        return (
            visitFile.encoded(planes.science, variance: planes.scienceVariance, at: place),
            templateFile.encoded(planes.template, variance: planes.templateVariance, at: place),
            visitFile.encoded(planes.difference, variance: planes.differenceVariance, at: place)
        )
    }

    func scene(_ alert: AlertTruth, _ first: (x: Int, y: Int)) -> [StampSource] {
        let pixel = alert.epoch.truePixel
        var source = StampSource(
            x: pixel.x - Double(first.x), y: pixel.y - Double(first.y), scienceFlux: alert.epoch.trueScience,
            templateFlux: alert.epoch.trueTemplate)
        if let trail = trail(of: alert) { source.shape = .trail(trail) }
        return [source] + [alert.host.flatMap { host($0, on: pixel.detector, first) }].compactMap { $0 }
    }

    /// In pixels of the detector.
    private func trail(of alert: AlertTruth) -> Trail? {
        if let artefact = alert.artefact, artefact.kind == .satelliteTrail {
            return Trail(length: artefact.length, angle: artefact.angle)
        }
        guard let motion = alert.moving?.ephemeris, let detector = detector(of: alert) else { return nil }
        let days = visit.exposureSeconds / 86_400
        let angle = degrees(atan2: motion.raRateArcsecPerHour, motion.decRateArcsecPerHour)
        let end = motion.position.offset(by: motion.speedDegreesPerDay * days, positionAngle: angle)
        guard let from = pointing.focalPoint(motion.position), let to = pointing.focalPoint(end) else { return nil }
        let (start, stop) = (detector.pixel(from), detector.pixel(to))
        let (dx, dy) = (stop.x - start.x, stop.y - start.y)
        return Trail(length: (dx * dx + dy * dy).squareRoot(), angle: degrees(atan2: dy, dx))
    }

    private func detector(of alert: AlertTruth) -> Detector? {
        let number = alert.epoch.truePixel.detector
        return camera.detectors.indices.contains(number) ? camera.detectors[number] : nil
    }

    private func host(_ galaxy: Galaxy, on number: Int, _ first: (x: Int, y: Int)) -> StampSource? {
        guard camera.detectors.indices.contains(number), let point = pointing.focalPoint(galaxy.position) else {
            return nil
        }
        let pixel = camera.detectors[number].pixel(point)
        let north = pointing.focalPoint(galaxy.position.offset(by: 1 / 3600, positionAngle: galaxy.positionAngle))
            .map(camera.detectors[number].pixel)
        let angle = north.map { degrees(atan2: $0.y - pixel.y, $0.x - pixel.x) } ?? 0
        let flux = ABMagnitude.nJy(galaxy.magnitude(visit.band))
        return StampSource(
            x: pixel.x - Double(first.x), y: pixel.y - Double(first.y), scienceFlux: flux, templateFlux: flux,
            shape: .galaxy(
                SersicProfile(
                    index: galaxy.sersicIndex, halfLightRadius: galaxy.halfLightRadius / LSSTCamera.arcsecPerPixel,
                    axisRatio: galaxy.axisRatio, angle: angle)))
    }

    /// The plane about the measured place, from places half a pixel around it.
    private func wcs(_ epoch: Epoch, _ first: (x: Int, y: Int)) -> WCS {
        let (pixel, centre) = (epoch.measured.pixel, epoch.measured.position)
        func shift(_ dx: Double, _ dy: Double) -> (east: Double, north: Double) {
            let moved = DetectorPoint(detector: pixel.detector, x: pixel.x + dx, y: pixel.y + dy)
            guard let place = camera.position(moved, pointing) else { return (0, 0) }
            let (distance, angle) = (centre.separation(to: place), centre.positionAngle(to: place) * .pi / 180)
            return (distance * sin(angle), distance * cos(angle))
        }
        let (right, left, up, down) = (shift(5, 0), shift(-5, 0), shift(0, 5), shift(0, -5))
        return WCS(
            referenceX: pixel.x - Double(first.x), referenceY: pixel.y - Double(first.y), ra: centre.ra,
            dec: centre.dec,
            cd11: (right.east - left.east) / 10, cd12: (up.east - down.east) / 10,
            cd21: (right.north - left.north) / 10, cd22: (up.north - down.north) / 10)
    }
}

private func degrees(atan2 y: Double, _ x: Double) -> Double { atan2(y, x) * 180 / .pi }
