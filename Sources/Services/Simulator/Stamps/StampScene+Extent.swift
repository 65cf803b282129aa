import Ephemerides
import Observing
import Rendering

/// How the light of what is no point lies in a visit's images, and what of it a fit of their PSF finds.
extension StampScene {
    /// Of a glint none: a flash is as short as a point. A dipole has its own lobes. Complexity: O(length of trails).
    func extent(of artefact: Artefact) -> SourceExtent? {
        func extent(_ form: SourceExtent.Form, _ shape: StampSource.Shape, apertureShare: Double? = nil) -> SourceExtent
        {
            SourceExtent(
                form, length: artefact.length, width: artefact.width, angle: artefact.angle,
                psfShare: fit.flux(of: shape), apertureShare: apertureShare, isMarked: artefact.isMarked)
        }
        let shape = self.shape(of: artefact)
        switch artefact.kind {
        case .satelliteTrail: return extent(.trail, shape)
        case .cosmicRay: return extent(.hit, shape)
        case .spurious: return extent(.blob, shape, apertureShare: 1)
        case .ghost:
            guard case .ring(let ring) = shape else { return nil }
            let radius = SourceMeasurement.apertureRadius
            return extent(.rim, shape, apertureShare: 0.5 * .pi * radius * radius / ring.area)
        case .glint, .glintTrain, .dipole: return nil
        }
    }

    /// The trail of a small body in its exposure. Complexity: O(length).
    func extent(of moving: MovingBody, on detector: Detector, at pixel: DetectorPoint) -> SourceExtent {
        var extent = SourceExtent(
            motion: moving.ephemeris.speedDegreesPerDay, motionAngle: moving.positionAngle,
            rotation: pointing.pixelAngle(on: detector, at: pixel), in: visit)
        extent.psfShare = fit.flux(of: .trail(Trail(length: extent.length, angle: extent.angle)))
        return extent
    }

    /// What the light of an artefact, its lobes aside, looks like.
    func shape(of artefact: Artefact) -> StampSource.Shape {
        switch artefact.kind {
        case .satelliteTrail: .trail(Trail(length: artefact.length, angle: artefact.angle))
        case .cosmicRay: .hit(Trail(length: artefact.length, angle: artefact.angle))
        case .spurious: blob(artefact)
        case .ghost: .ring(Ring(diameter: artefact.length, hole: Artefact.ghostHole))
        case .glint, .glintTrain, .dipole: .point
        }
    }

    /// The Gaussian that the air makes as wide as the artefact: half of its light lies within half its width at half
    /// maximum.
    private func blob(_ artefact: Artefact) -> StampSource.Shape {
        let seeing = visit.seeingFwhmGeom / LSSTCamera.arcsecPerPixel
        let major = max(artefact.length * artefact.length - seeing * seeing, 0).squareRoot()
        let minor = max(artefact.width * artefact.width - seeing * seeing, 0).squareRoot()
        guard major > 0 else { return .point }
        return .galaxy(
            SersicProfile(index: 0.5, halfLightRadius: major / 2, axisRatio: minor / major, angle: artefact.angle))
    }
}
