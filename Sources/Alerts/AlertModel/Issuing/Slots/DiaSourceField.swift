/// The fields of a detection.
///
/// Names, order, units and meaning are those of the published schema 11.1.
public enum DiaSourceField: Int, RecordField {
    case diaSourceId, visit, detector, diaObjectId, ssObjectId, parentDiaSourceId, midpointMjdTai, exposureTime, ra
    case raErr, dec, decErr, ra_dec_Cov, x, xErr, y, yErr, centroid_flag, apFlux, apFluxErr, apFlux_flag
    case apFlux_flag_apertureTruncated, isNegative, snr, psfFlux, psfFluxErr, psfLnL, psfChi2, psfNdata
    case psfFlux_flag, psfFlux_flag_edge, psfFlux_flag_noGoodPixels, trailFlux, trailFluxErr, trailRa, trailRaErr
    case trailDec, trailDecErr, trailLength, trailLengthErr, trailAngle, trailAngleErr, trailChi2, trailNdata
    case trailAlgorithm, trail_flag_edge, trail_flag, dipoleMeanFlux, dipoleMeanFluxErr, dipoleFluxDiff
    case dipoleFluxDiffErr, dipoleLength, dipoleAngle, dipoleChi2, dipoleNdata, scienceFlux, scienceFluxErr
    case forced_PsfFlux_flag, forced_PsfFlux_flag_edge, forced_PsfFlux_flag_noGoodPixels, templateFlux
    case templateFluxErr, ixx, iyy, ixy, ixxPSF, iyyPSF, ixyPSF, shape_flag, shape_flag_no_pixels
    case shape_flag_not_contained, shape_flag_parent_source, extendedness, reliability, reliabilityVersion, band
    case isDipole, dipoleFitAttempted, timeProcessedMjdTai, timeWithdrawnMjdTai, bboxSize, pixelFlags
    case pixelFlags_bad, pixelFlags_cr, pixelFlags_crCenter, pixelFlags_edge, pixelFlags_nodata
    case pixelFlags_nodataCenter, pixelFlags_interpolated, pixelFlags_interpolatedCenter, pixelFlags_offimage
    case pixelFlags_saturated, pixelFlags_saturatedCenter, pixelFlags_suspect, pixelFlags_suspectCenter
    case pixelFlags_streak, pixelFlags_streakCenter, pixelFlags_injected, pixelFlags_injectedCenter
    case pixelFlags_injected_template, pixelFlags_injected_templateCenter, glint_trail
}
