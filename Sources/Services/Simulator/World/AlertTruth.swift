import Observing
import Rendering
import SkyModel

/// A detection that becomes an alert, with the year before it.
struct AlertTruth: Sendable {
    /// Number of the source, by which all about it is drawn.
    var key: UInt64
    /// `rrLyraeAB`, `supernovaIa`, `spurious` ...
    var trueClass: String
    var kind: Reliability.Kind
    var host: Galaxy?
    var artefact: Artefact?
    /// Set for small bodies, which have no diaObject.
    var moving: MovingBody?
    var epoch: Epoch
    /// Earlier visits that saw the place, ascending in time, detected there or not.
    var earlier: [Epoch]
    var id: Int64
    /// By which its detections are numbered: `DetectorCounter`.
    var counter = 0
    /// Of the first detection that is known, or one like it: see `VisitAlerts`; ssObjectId of a small body.
    var objectID: Int64
    /// Of supernovae and the like; nil for what has always been there.
    var explosionMjdTai: Double?
    /// As the detection's.
    var serial = 0
    /// Whether the packet lists what came before; what its object adds up to is not changed by this.
    var tellsHistory = true
    /// What lies beside it, in pixels of its detector.
    var neighbours: ArraySlice<StampSource> = []

    /// The epochs that forced photometry is told of: from the first detection on, whether anything was detected or not.
    var forced: ArraySlice<Epoch> {
        earlier[(earlier.firstIndex(where: \.measured.isDetected) ?? earlier.endIndex)...]
    }
}
