import Observing
import SkyMath
import SkyModel

/// One source in one visit: what is true and what was measured.
struct Epoch: Sendable {
    /// Number in the season.
    var visit: Int
    /// Where the source truly falls.
    var truePixel: DetectorPoint
    /// nJy, of what is no point as much as a fit of the PSF finds.
    var trueScience: Double
    var trueTemplate: Double
    /// What a fit finds of light beside the source, the same in both images, nJy.
    var trueStill = 0.0
    /// Of what is not detected only place and forced fluxes are told.
    var measured: SourceMeasurement

    var trueDifference: Double { trueScience - trueTemplate }
}

/// Where a place of the sky falls in a visit.
struct Sighting {
    var visit: Int
    var position: SkyPosition
    var detector: Detector
    var pixel: DetectorPoint
}

/// Measures sources in visits. The noise of a source in a visit depends on both and on nothing else, so an epoch is the same
/// whenever it is asked for.
struct Measurer: Sendable {
    let camera = LSSTCamera()
    let model: DetectionModel

    init(seed: UInt64) {
        var model = DetectionModel(seed: seed)
        model.defects = CameraDefects(seed: seed, camera: camera)
        self.model = model
    }

    /// Nil where a source falls between the detectors or beside them. Complexity: O(1).
    func sighting(_ source: VariableSource, visit index: Int, in season: Season) -> Sighting? {
        guard season.isNear(source.direction, visit: index),
            let point = season.pointing(index).focalPoint(source.direction),
            LSSTCamera.isNear(point, margin: Self.motion)
        else { return nil }
        guard let star = source.star else { return sighting(source.position, point, index) }
        return sighting(star.position(mjdTai: season.visits[index].midpointMjdTai), visit: index, in: season)
    }

    /// Millimetres of the focal plane, 100 arcsec: more than a star moves in ten years.
    private static let motion = 5.0

    func sighting(_ position: SkyPosition, visit index: Int, in season: Season) -> Sighting? {
        season.pointing(index).focalPoint(position).flatMap { sighting(position, $0, index) }
    }

    private func sighting(_ position: SkyPosition, _ point: FocalPoint, _ visit: Int) -> Sighting? {
        camera.detector(at: point).map {
            Sighting(visit: visit, position: position, detector: $0, pixel: $0.pixel(point))
        }
    }

    /// Whether the light of a source may change enough, with the visit's noise, to be detected. Complexity: O(1).
    func mayDetect(_ source: VariableSource, visit index: Int, in season: Season) -> Bool {
        let visit = season.visits[index]
        return model.mayDetect(
            source.id, within: source.light.reach(visit.band), in: visit, depth: season.depth(index))
    }

    /// The same of a source whose light is known, before that of its galaxy, whose noise only hides it. Complexity: O(1).
    func mayDetect(_ truth: SourceTruth, visit index: Int, in season: Season) -> Bool {
        let (less, more) = (min(truth.scienceFlux, truth.templateFlux), max(truth.scienceFlux, truth.templateFlux))
        return model.mayDetect(truth.key, within: less...more, in: season.visits[index], depth: season.depth(index))
    }

    /// What the visit detects; nil where it detects nothing. Complexity: O(1).
    func detected(_ truth: SourceTruth, _ sighting: Sighting, in season: Season) -> Epoch? {
        let index = sighting.visit
        return model.detect(
            truth, in: season.visits[index], depth: season.depth(index), on: sighting.detector, at: sighting.pixel,
            pointing: season.pointing(index)
        ).map { Epoch(sighting, truth, $0, in: season) }
    }

    /// The same of what was detected, whose light beside it is told by now. Complexity: O(1).
    func detected(again detection: Detection, in season: Season) -> Epoch? {
        let (pixel, truth) = (detection.epoch.truePixel, detection.truth)
        let sighting = Sighting(
            visit: detection.epoch.visit, position: truth.position, detector: camera.detectors[pixel.detector],
            pixel: pixel)
        return detected(truth, sighting, in: season)
    }

    /// Where a source truly is on the sky.
    func position(_ epoch: Epoch, in season: Season) -> SkyPosition {
        camera.position(epoch.truePixel, season.pointing(epoch.visit)) ?? epoch.measured.position
    }

    /// What the visit measures, detected or not. Complexity: O(1).
    func forced(_ truth: SourceTruth, _ sighting: Sighting, in season: Season) -> Epoch {
        let index = sighting.visit
        let measured = model.force(
            truth, in: season.visits[index], depth: season.depth(index), on: sighting.detector, at: sighting.pixel,
            pointing: season.pointing(index))
        return Epoch(sighting, truth, measured, in: season)
    }
}

extension Epoch {
    fileprivate init(
        _ sighting: Sighting, _ truth: SourceTruth, _ measured: SourceMeasurement, in season: Season
    ) {
        let isPoint = truth.extent == nil && truth.motion == 0
        let share = isPoint ? 1 : truth.psfShare(in: season.visits[sighting.visit])
        self.init(
            visit: sighting.visit, truePixel: sighting.pixel, trueScience: share * truth.scienceFlux,
            trueTemplate: share * truth.templateFlux, trueStill: truth.stillFlux, measured: measured)
    }
}
