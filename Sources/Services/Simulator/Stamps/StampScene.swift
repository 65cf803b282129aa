import Ephemerides
import Observing
import Rendering
import SkyMath
import SkyModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the things on the sky look like in one visit's images. Places are pixels of a detector.
struct StampScene: Sendable {
    let visit: Visit
    let pointing: Pointing
    let depth: MeasuringDepth
    let model: DetectionModel
    let camera: LSSTCamera
    /// Of the visit's PSF, as the stamps draw it.
    let fit: PointSpreadFit

    /// Complexity: O(1), some microseconds.
    init(visit: Visit, pointing: Pointing, depth: MeasuringDepth, model: DetectionModel, camera: LSSTCamera) {
        (self.visit, self.pointing, self.depth, self.model, self.camera) = (visit, pointing, depth, model, camera)
        fit = PointSpreadFit(AlertStamps.depths(visit, model).science.psf)
    }

    /// A detection: a point, what its motion or its artefact makes of it, and the lobes that a bright one leaves.
    ///
    /// The star at which an artefact's lobes are is one of the sky's and not among these.
    func sources(
        _ key: UInt64, _ epoch: Epoch, _ artefact: Artefact?, _ moving: MovingBody?
    ) -> [StampSource] {
        if let dipole = artefact?.dipole { return lobes(of: dipole, epoch.truePixel) }
        if let artefact, artefact.kind == .ghost { return [ring(of: artefact, epoch.truePixel)] }
        let shape = artefact.map(shape) ?? moving.flatMap { trail(epoch, $0) }.map { .trail($0) } ?? .point
        let share = shape == .point ? 1 : fit.flux(of: shape)
        let source = StampSource(
            x: epoch.truePixel.x, y: epoch.truePixel.y, scienceFlux: epoch.trueScience / share,
            templateFlux: epoch.trueTemplate / share, shape: shape)
        guard epoch.measured.isDipole, artefact == nil else { return [source] }
        let truth = SourceTruth(
            key: key, position: epoch.measured.position, scienceFlux: epoch.trueScience,
            templateFlux: epoch.trueTemplate)
        let dipole = model.dipole(of: truth, in: visit, depth: depth)
        return [source] + (dipole.map { lobes(of: $0, epoch.truePixel) } ?? [])
    }

    /// The positive lobe is in the visit's image, the negative one in the template.
    private func lobes(of dipole: Dipole, _ pixel: DetectorPoint) -> [StampSource] {
        let angle = dipole.angle * .pi / 180
        let (dx, dy) = (dipole.separation / 2 * cos(angle), dipole.separation / 2 * sin(angle))
        return [
            StampSource(x: pixel.x + dx, y: pixel.y + dy, scienceFlux: dipole.positiveFlux, templateFlux: 0),
            StampSource(x: pixel.x - dx, y: pixel.y - dy, scienceFlux: 0, templateFlux: -dipole.negativeFlux),
        ]
    }

    /// A ghost is detected at its rim.
    private func ring(of artefact: Artefact, _ pixel: DetectorPoint) -> StampSource {
        let angle = artefact.angle * .pi / 180
        let ring = Ring(diameter: artefact.length, hole: Artefact.ghostHole)
        return StampSource(
            x: pixel.x - artefact.length / 2 * cos(angle), y: pixel.y - artefact.length / 2 * sin(angle),
            scienceFlux: artefact.surfaceBrightness * ring.area, templateFlux: 0, shape: .ring(ring))
    }

    /// In pixels of the detector, as it was measured.
    private func trail(_ epoch: Epoch, _ moving: MovingBody) -> Trail? {
        guard let detector = detector(epoch.truePixel.detector) else { return nil }
        let extent = self.extent(of: moving, on: detector, at: epoch.truePixel)
        return extent.length > 0 ? Trail(length: extent.length, angle: extent.angle) : nil
    }

    /// A galaxy, which is as bright in the template; nil on the other side of the sky.
    func source(_ galaxy: Galaxy, on detector: Int) -> StampSource? {
        guard let detector = self.detector(detector), let point = pointing.focalPoint(galaxy.position) else {
            return nil
        }
        let pixel = detector.pixel(point)
        let north = pointing.focalPoint(galaxy.position.offset(by: 1 / 3600, positionAngle: galaxy.positionAngle))
            .map(detector.pixel)
        let flux = ABMagnitude.nJy(galaxy.magnitude(visit.band))
        return StampSource(
            x: pixel.x, y: pixel.y, scienceFlux: flux, templateFlux: flux,
            shape: .galaxy(
                SersicProfile(galaxy, angle: north.map { degrees(atan2: $0.y - pixel.y, $0.x - pixel.x) } ?? 0)))
    }

    /// A star where it is at the time of the visit.
    func source(_ star: Star, on detector: Int, scienceFlux: Double, templateFlux: Double) -> StampSource? {
        guard let detector = self.detector(detector),
            let point = pointing.focalPoint(star.position(mjdTai: visit.midpointMjdTai))
        else { return nil }
        let pixel = detector.pixel(point)
        return StampSource(x: pixel.x, y: pixel.y, scienceFlux: scienceFlux, templateFlux: templateFlux)
    }

    private func detector(_ number: Int) -> Detector? {
        camera.detectors.indices.contains(number) ? camera.detectors[number] : nil
    }
}

extension SersicProfile {
    /// In pixels of the camera. `angle`: of the major axis, degrees from +x towards +y.
    init(_ galaxy: Galaxy, angle: Double) {
        self.init(
            index: galaxy.sersicIndex, halfLightRadius: galaxy.halfLightRadius / LSSTCamera.arcsecPerPixel,
            axisRatio: galaxy.axisRatio, angle: angle)
    }
}

private func degrees(atan2 y: Double, _ x: Double) -> Double { atan2(y, x) * 180 / .pi }
