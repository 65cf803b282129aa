/// The fields of a forced measurement at an object's place.
///
/// Names, order, units and meaning are those of the published schema 11.1.
public enum DiaForcedSourceField: Int, RecordField {
    case diaForcedSourceId, diaObjectId, ra, dec, visit, detector, psfFlux, psfFluxErr, midpointMjdTai, scienceFlux
    case scienceFluxErr, band, timeProcessedMjdTai, timeWithdrawnMjdTai
}
