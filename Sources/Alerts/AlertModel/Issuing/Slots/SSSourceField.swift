/// The fields of a solar-system detection: its ephemeris, and how far from that it lies.
///
/// Names, order, units and meaning are those of the published schema 11.1.
public enum SSSourceField: Int, RecordField {
    case diaSourceId, ssObjectId, designation, eclLambda, eclBeta, galLon, galLat, elongation, phaseAngle, topoRange
    case topoRangeRate, helioRange, helioRangeRate, ephRa, ephDec, ephVmag, ephRate, ephRateRa, ephRateDec
    case ephOffset, ephOffsetRa, ephOffsetDec, ephOffsetAlongTrack, ephOffsetCrossTrack, helio_x, helio_y, helio_z
    case helio_vx, helio_vy, helio_vz, helio_vtot, topo_x, topo_y, topo_z, topo_vx, topo_vy, topo_vz, topo_vtot
    case diaDistanceRank
}
