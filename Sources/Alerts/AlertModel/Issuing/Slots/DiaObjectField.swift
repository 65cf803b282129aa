/// The fields of an object.
///
/// Names, order, units and meaning are those of the published schema 11.1.
public enum DiaObjectField: Int, RecordField {
    case diaObjectId, validityStartMjdTai, ra, raErr, dec, decErr, ra_dec_Cov, u_psfFluxMean, u_psfFluxMeanErr
    case u_psfFluxSigma, u_psfFluxNdata, u_fpFluxMean, u_fpFluxMeanErr, g_psfFluxMean, g_psfFluxMeanErr
    case g_psfFluxSigma, g_psfFluxNdata, g_fpFluxMean, g_fpFluxMeanErr, r_psfFluxMean, r_psfFluxMeanErr
    case r_psfFluxSigma, r_psfFluxNdata, r_fpFluxMean, r_fpFluxMeanErr, i_psfFluxMean, i_psfFluxMeanErr
    case i_psfFluxSigma, i_psfFluxNdata, i_fpFluxMean, i_fpFluxMeanErr, z_psfFluxMean, z_psfFluxMeanErr
    case z_psfFluxSigma, z_psfFluxNdata, z_fpFluxMean, z_fpFluxMeanErr, y_psfFluxMean, y_psfFluxMeanErr
    case y_psfFluxSigma, y_psfFluxNdata, y_fpFluxMean, y_fpFluxMeanErr, u_scienceFluxMean, u_scienceFluxMeanErr
    case g_scienceFluxMean, g_scienceFluxMeanErr, r_scienceFluxMean, r_scienceFluxMeanErr, i_scienceFluxMean
    case i_scienceFluxMeanErr, z_scienceFluxMean, z_scienceFluxMeanErr, y_scienceFluxMean, y_scienceFluxMeanErr
    case u_psfFluxMin, u_psfFluxMax, u_psfFluxMaxSlope, u_psfFluxErrMean, g_psfFluxMin, g_psfFluxMax
    case g_psfFluxMaxSlope, g_psfFluxErrMean, r_psfFluxMin, r_psfFluxMax, r_psfFluxMaxSlope, r_psfFluxErrMean
    case i_psfFluxMin, i_psfFluxMax, i_psfFluxMaxSlope, i_psfFluxErrMean, z_psfFluxMin, z_psfFluxMax
    case z_psfFluxMaxSlope, z_psfFluxErrMean, y_psfFluxMin, y_psfFluxMax, y_psfFluxMaxSlope, y_psfFluxErrMean
    case firstDiaSourceMjdTai, lastDiaSourceMjdTai, nDiaSources
}
