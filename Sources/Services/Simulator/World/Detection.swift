import Observing
import SkyModel

/// What one visit detects, before its past is looked up.
struct Detection: Sendable {
    /// Number of the source, by which all about it is drawn.
    var key: UInt64
    /// `rrLyraeAB`, `supernovaIa`, `spurious` ...
    var trueClass: String
    var kind: Reliability.Kind
    /// Nil for what has no past: artefacts and small bodies.
    var source: VariableSource?
    var artefact: Artefact?
    /// Set for small bodies, which have no diaObject.
    var moving: MovingBody?
    /// What the epoch measures.
    var truth: SourceTruth
    var epoch: Epoch
    var id: Int64
    /// As the alert's.
    var counter: Int
    /// Of a source within its cell, of what is seen once within its visit: no two have the same.
    var serial: Int
    /// Number among those about which the visit's neighbours were looked for.
    var place = 0

    /// Where a source is at a time that is the same for all visits, and what has no past where it is.
    func fixedPlace(_ visit: Visit) -> SourcePlace {
        guard let source else { return SourcePlace(truth.position, mjdTai: visit.midpointMjdTai) }
        return SourcePlace(source.position(mjdTai: Self.fixedMjdTai), mjdTai: Self.fixedMjdTai)
    }

    /// In 2028.
    private static let fixedMjdTai = 62_000.0

    /// 1.1 arcsec, 5.7 pixels: what falls together on such a cell of a detector is told apart by no image.
    private static let cellsAcross = 724.0

    /// The number of that cell among those of the camera.
    var blend: Int {
        let pixel = epoch.truePixel
        func cell(_ coordinate: Double) -> Int {
            Int(min(max(coordinate / 4096 * Self.cellsAcross, 0), Self.cellsAcross - 1))
        }
        return pixel.detector << 20 | cell(pixel.y) << 10 | cell(pixel.x)
    }

    /// Whether this one is what the image shows, of two that it cannot tell apart.
    func precedes(_ other: Detection) -> Bool {
        (abs(epoch.measured.psfFlux), other.key) > (abs(other.epoch.measured.psfFlux), key)
    }
}

/// The detections of one visit, ascending by detector and diaSourceId.
struct VisitDetections: Sendable {
    /// Number in the season.
    var visit: Int
    /// Numbers of the visits of the year before whose field can touch this one, ascending.
    var earlier: [Int]
    var detections: [Detection]
    /// By the detections' `place`; nil where the sky has nothing to be seen.
    var around: Surroundings.Found?
}
