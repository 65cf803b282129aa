import AlertModel
import Observing
import SkyMath

/// A diaForcedSource: the flux at an object's place in a visit, detected or not.
///
/// LSST writes a record once, for ever: its place is that of the object's newest detection then, up to this visit, so that the
/// record says the same in every packet, however much history that has.
enum ForcedFields {
    static func write(
        _ epoch: Epoch, id: Int64, objectID: Int64, at place: SkyPosition, visit: Visit, processedMjdTai: Double,
        _ row: FieldRow<DiaForcedSourceField>
    ) {
        let measured = epoch.measured
        row.set(.diaForcedSourceId, id)
        row.set(.diaObjectId, objectID)
        row.set(.ra, place.ra)
        row.set(.dec, place.dec)
        row.set(.visit, visit.id)
        row.set(.detector, Int64(epoch.truePixel.detector))
        row.set(.psfFlux, measured.psfFlux)
        row.set(.psfFluxErr, measured.psfFluxErr)
        row.set(.midpointMjdTai, visit.midpointMjdTai)
        row.set(.scienceFlux, measured.scienceFlux)
        row.set(.scienceFluxErr, measured.scienceFluxErr)
        row.set(.band, "\(visit.band)")
        row.set(.timeProcessedMjdTai, processedMjdTai)
    }
}
