import Observing
import SkyMath
import SkyModel

/// One source in one visit: what is true and what was measured.
struct Epoch: Sendable {
    /// Number in the season.
    var visit: Int
    /// Where the source truly falls.
    var truePixel: DetectorPoint
    /// nJy.
    var trueScience: Double
    var trueTemplate: Double
    var measured: SourceMeasurement

    var trueDifference: Double { trueScience - trueTemplate }
}

/// Measures sources in visits. The noise of a source in a visit depends on both and on nothing else, so an epoch is the same
/// whenever it is asked for.
struct Measurer: Sendable {
    let camera = LSSTCamera()
    let model: DetectionModel

    init(seed: UInt64) { model = DetectionModel(seed: seed) }

    /// Nil where the source falls between the detectors or beside them. Complexity: O(1).
    func epoch(_ source: VariableSource, visit index: Int, in season: Season) -> Epoch? {
        let visit = season.visits[index]
        let time = visit.midpointMjdTai
        let truth = SourceTruth(
            key: source.id, position: source.position(mjdTai: time),
            scienceFlux: source.curve.flux(visit.band, mjdTai: time), templateFlux: source.template[visit.band])
        return epoch(truth, visit: index, in: season)
    }

    func epoch(_ truth: SourceTruth, visit index: Int, in season: Season) -> Epoch? {
        let (visit, pointing) = (season.visits[index], season.pointing(index))
        guard let point = pointing.focalPoint(truth.position), let detector = camera.detector(at: point) else {
            return nil
        }
        let pixel = detector.pixel(point)
        return Epoch(
            visit: index, truePixel: pixel, trueScience: truth.scienceFlux, trueTemplate: truth.templateFlux,
            measured: model.measure(truth, in: visit, on: detector, at: pixel, pointing: pointing))
    }
}
