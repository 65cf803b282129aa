import Bytes
import Ephemerides
import FITS
import Observing
import Rendering
import SkyMath

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The images cut out around the alerts of one visit, as LSST's packets carry them.
///
/// Science, template and difference of one scene: the source, its host, what lies beside it, and noise as deep as the
/// visit's and the template's. The difference is the science image less the template as this visit's air would show it. No
/// pixel is fuller than its well, and the detector's bad ones are interpolated: `StampPlanes.readOut`.
struct AlertStamps: Sendable {
    /// LSST's stamps hold the detection's box, but have so many pixels at the least and at the most.
    static let leastSide = 30
    private static let mostSide = 102

    /// Pixels of the side of a detection's stamps. Complexity: O(1).
    static func side(_ measured: SourceMeasurement) -> Int {
        min(max(Int(measured.footprintSide), leastSide), mostSide)
    }

    let seed: UInt64
    private let scene: StampScene
    private var visit: Visit { scene.visit }
    private let kits: StampKits
    private let readOut: StampReadOut

    /// Width of the template's PSF, arcsec.
    private static let templateSeeing = 0.8

    init(
        seed: UInt64, visit: Visit, pointing: Pointing, model: DetectionModel, camera: LSSTCamera,
        hasMasks: Bool = false
    ) {
        self.seed = seed
        scene = StampScene(
            visit: visit, pointing: pointing, depth: MeasuringDepth(visit, model), model: model, camera: camera)
        let (science, template) = Self.depths(visit, model)
        kits = StampKits(science: science, template: template, hasMasks: hasMasks)
        readOut = StampReadOut(scene, science.psf)
    }

    static func depths(_ visit: Visit, _ model: DetectionModel) -> (science: EpochDepth, template: EpochDepth) {
        (
            depth(visit, fwhm: visit.seeingFwhmEff, fiveSigma: visit.fiveSigmaDepth),
            depth(visit, fwhm: templateSeeing, fiveSigma: model.templateDepth(visit))
        )
    }

    /// The noise of the source's own light as the errors of the fluxes have it: an evenly weighted fit sees it with
    /// the sum of P^3 by the square of the sum of P^2, for a Moffat profile P of exponent 3 that is 25/16.
    private static func depth(_ visit: Visit, fwhm: Double, fiveSigma: Double) -> EpochDepth {
        let faintest = ABMagnitude.nJy(fiveSigma)
        let gamma = BandConstants.rubin[visit.band].gamma
        let psf = PointSpread(fwhm: fwhm / LSSTCamera.arcsecPerPixel)
        return EpochDepth(
            psf: psf, skyNoise: (gamma / psf.effectivePixels).squareRoot() * faintest,
            electronsPerNJy: 25 / 16 / ((0.04 - gamma) * faintest))
    }

    /// Complexity: O(pixels).
    func stamps(of alert: AlertTruth) -> (science: Bytes?, template: Bytes?, difference: Bytes?) {
        let pixel = alert.epoch.measured.pixel
        let kit = kits[Self.side(alert.epoch.measured)]
        let renderer = kit.renderer
        let half = (renderer.width - 1) / 2
        let first = (x: Int(pixel.x.rounded()) - half, y: Int(pixel.y.rounded()) - half)
        let draws = Draws(seed: seed, 0x5374_616D, alert.key, UInt64(bitPattern: visit.id))
        let sources = self.sources(alert, first)
        let light = renderer.light(of: sources)
        var planes = renderer.exposed(light, draws, as: alert.told(first))
        let defects = readOut.defects(of: pixel.detector, renderer, first)
        planes.readOut(fullWell: readOut.fullWell, defects: defects)
        let masking = kits.hasMasks ? StampMasking(scene, renderer) : nil
        let masks = masking?.masks(of: alert, (light, planes), sources, first, readOut.fullWell, defects)
        let place = StampPlace(
            firstColumn: first.x, firstRow: first.y, wcs: wcs(alert.epoch, first), rotationAngle: visit.rotSkyPos)
        return (
            kit.visit.encoded(planes.science, variance: planes.scienceVariance, mask: masks?.science, at: place),
            kit.template.encoded(planes.template, variance: planes.templateVariance, mask: masks?.template, at: place),
            kit.visit.encoded(
                planes.difference, variance: planes.differenceVariance, mask: masks?.difference, at: place)
        )
    }

    /// The source, its host and its neighbours, in pixels of a stamp that begins at `first`.
    func sources(_ alert: AlertTruth, _ first: (x: Int, y: Int)) -> [StampSource] {
        let host = alert.host.flatMap { scene.source($0, on: alert.epoch.truePixel.detector) }
        var sources = scene.sources(alert.key, alert.epoch, alert.artefact, alert.moving) + [host].compactMap { $0 }
        sources += alert.neighbours
        for index in sources.indices {
            sources[index].x -= Double(first.x)
            sources[index].y -= Double(first.y)
        }
        return sources
    }

    /// The plane about the measured place, from places half a pixel around it.
    private func wcs(_ epoch: Epoch, _ first: (x: Int, y: Int)) -> WCS {
        let (pixel, centre) = (epoch.measured.pixel, epoch.measured.position)
        func shift(_ dx: Double, _ dy: Double) -> (east: Double, north: Double) {
            let moved = DetectorPoint(detector: pixel.detector, x: pixel.x + dx, y: pixel.y + dy)
            guard let place = scene.camera.position(moved, scene.pointing) else { return (0, 0) }
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

extension AlertTruth {
    /// What the packet tells of the fluxes, in pixels of a stamp that begins at `first`. Of lobes and rims a fit at the
    /// measured place finds what it finds: their light is steep there.
    func told(_ first: (x: Int, y: Int)) -> ToldFluxes {
        let measured = epoch.measured
        let isSteep = measured.isDipole || artefact?.kind == .dipole || artefact?.kind == .ghost
        return ToldFluxes(
            x: measured.pixel.x - Double(first.x), y: measured.pixel.y - Double(first.y),
            scienceError: measured.scienceFlux - measured.scienceCalibration - epoch.trueScience - epoch.trueStill,
            templateError: measured.templateFlux - measured.templateCalibration - epoch.trueTemplate - epoch.trueStill,
            differenceFlux: isSteep ? nil : measured.psfFlux)
    }
}
