extension LSSTRecords {
    static let diaObject7_0 = """
        long: diaObjectId double: ra float?: raErr double: dec float?: decErr ra_dec_Cov double?: radecMjdTai
        float?: pmRa pmRaErr pmDec pmDecErr parallax parallaxErr pmRa_pmDec_Cov pmRa_parallax_Cov
        pmDec_parallax_Cov pmParallaxLnL pmParallaxChi2 int?: pmParallaxNdata float?: u_psfFluxMean
        u_psfFluxMeanErr u_psfFluxSigma u_psfFluxChi2 int?: u_psfFluxNdata float?: u_fpFluxMean u_fpFluxMeanErr
        u_fpFluxSigma g_psfFluxMean g_psfFluxMeanErr g_psfFluxSigma g_psfFluxChi2 int?: g_psfFluxNdata float?:
        g_fpFluxMean g_fpFluxMeanErr g_fpFluxSigma r_psfFluxMean r_psfFluxMeanErr r_psfFluxSigma r_psfFluxChi2
        int?: r_psfFluxNdata float?: r_fpFluxMean r_fpFluxMeanErr r_fpFluxSigma i_psfFluxMean i_psfFluxMeanErr
        i_psfFluxSigma i_psfFluxChi2 int?: i_psfFluxNdata float?: i_fpFluxMean i_fpFluxMeanErr i_fpFluxSigma
        z_psfFluxMean z_psfFluxMeanErr z_psfFluxSigma z_psfFluxChi2 int?: z_psfFluxNdata float?: z_fpFluxMean
        z_fpFluxMeanErr z_fpFluxSigma y_psfFluxMean y_psfFluxMeanErr y_psfFluxSigma y_psfFluxChi2 int?:
        y_psfFluxNdata float?: y_fpFluxMean y_fpFluxMeanErr y_fpFluxSigma long?: nearbyObj1 float?: nearbyObj1Dist
        nearbyObj1LnP long?: nearbyObj2 float?: nearbyObj2Dist nearbyObj2LnP long?: nearbyObj3 float?:
        nearbyObj3Dist nearbyObj3LnP u_psfFluxErrMean g_psfFluxErrMean r_psfFluxErrMean i_psfFluxErrMean
        z_psfFluxErrMean y_psfFluxErrMean
        """

    static let diaObject8_0 = """
        long: diaObjectId timestamp: validityStart double: ra float?: raErr double: dec float?: decErr ra_dec_Cov
        u_psfFluxMean u_psfFluxMeanErr u_psfFluxSigma int?: u_psfFluxNdata float?: u_fpFluxMean u_fpFluxMeanErr
        g_psfFluxMean g_psfFluxMeanErr g_psfFluxSigma int?: g_psfFluxNdata float?: g_fpFluxMean g_fpFluxMeanErr
        r_psfFluxMean r_psfFluxMeanErr r_psfFluxSigma int?: r_psfFluxNdata float?: r_fpFluxMean r_fpFluxMeanErr
        i_psfFluxMean i_psfFluxMeanErr i_psfFluxSigma int?: i_psfFluxNdata float?: i_fpFluxMean i_fpFluxMeanErr
        z_psfFluxMean z_psfFluxMeanErr z_psfFluxSigma int?: z_psfFluxNdata float?: z_fpFluxMean z_fpFluxMeanErr
        y_psfFluxMean y_psfFluxMeanErr y_psfFluxSigma int?: y_psfFluxNdata float?: y_fpFluxMean y_fpFluxMeanErr
        u_scienceFluxMean u_scienceFluxMeanErr g_scienceFluxMean g_scienceFluxMeanErr r_scienceFluxMean
        r_scienceFluxMeanErr i_scienceFluxMean i_scienceFluxMeanErr z_scienceFluxMean z_scienceFluxMeanErr
        y_scienceFluxMean y_scienceFluxMeanErr u_psfFluxMin u_psfFluxMax u_psfFluxMaxSlope u_psfFluxErrMean
        g_psfFluxMin g_psfFluxMax g_psfFluxMaxSlope g_psfFluxErrMean r_psfFluxMin r_psfFluxMax r_psfFluxMaxSlope
        r_psfFluxErrMean i_psfFluxMin i_psfFluxMax i_psfFluxMaxSlope i_psfFluxErrMean z_psfFluxMin z_psfFluxMax
        z_psfFluxMaxSlope z_psfFluxErrMean y_psfFluxMin y_psfFluxMax y_psfFluxMaxSlope y_psfFluxErrMean double?:
        firstDiaSourceMjdTai lastDiaSourceMjdTai int: nDiaSources
        """

    static let diaObject9_0 = """
        long: diaObjectId double: validityStartMjdTai ra float?: raErr double: dec float?: decErr ra_dec_Cov
        u_psfFluxMean u_psfFluxMeanErr u_psfFluxSigma int?: u_psfFluxNdata float?: u_fpFluxMean u_fpFluxMeanErr
        g_psfFluxMean g_psfFluxMeanErr g_psfFluxSigma int?: g_psfFluxNdata float?: g_fpFluxMean g_fpFluxMeanErr
        r_psfFluxMean r_psfFluxMeanErr r_psfFluxSigma int?: r_psfFluxNdata float?: r_fpFluxMean r_fpFluxMeanErr
        i_psfFluxMean i_psfFluxMeanErr i_psfFluxSigma int?: i_psfFluxNdata float?: i_fpFluxMean i_fpFluxMeanErr
        z_psfFluxMean z_psfFluxMeanErr z_psfFluxSigma int?: z_psfFluxNdata float?: z_fpFluxMean z_fpFluxMeanErr
        y_psfFluxMean y_psfFluxMeanErr y_psfFluxSigma int?: y_psfFluxNdata float?: y_fpFluxMean y_fpFluxMeanErr
        u_scienceFluxMean u_scienceFluxMeanErr g_scienceFluxMean g_scienceFluxMeanErr r_scienceFluxMean
        r_scienceFluxMeanErr i_scienceFluxMean i_scienceFluxMeanErr z_scienceFluxMean z_scienceFluxMeanErr
        y_scienceFluxMean y_scienceFluxMeanErr u_psfFluxMin u_psfFluxMax u_psfFluxMaxSlope u_psfFluxErrMean
        g_psfFluxMin g_psfFluxMax g_psfFluxMaxSlope g_psfFluxErrMean r_psfFluxMin r_psfFluxMax r_psfFluxMaxSlope
        r_psfFluxErrMean i_psfFluxMin i_psfFluxMax i_psfFluxMaxSlope i_psfFluxErrMean z_psfFluxMin z_psfFluxMax
        z_psfFluxMaxSlope z_psfFluxErrMean y_psfFluxMin y_psfFluxMax y_psfFluxMaxSlope y_psfFluxErrMean double?:
        firstDiaSourceMjdTai lastDiaSourceMjdTai int: nDiaSources
        """

    static let diaObject11_0 = """
        long: diaObjectId double: validityStartMjdTai ra float?: raErr double: dec float?: decErr ra_dec_Cov
        u_psfFluxMean u_psfFluxMeanErr u_psfFluxSigma int: u_psfFluxNdata float?: u_fpFluxMean u_fpFluxMeanErr
        g_psfFluxMean g_psfFluxMeanErr g_psfFluxSigma int: g_psfFluxNdata float?: g_fpFluxMean g_fpFluxMeanErr
        r_psfFluxMean r_psfFluxMeanErr r_psfFluxSigma int: r_psfFluxNdata float?: r_fpFluxMean r_fpFluxMeanErr
        i_psfFluxMean i_psfFluxMeanErr i_psfFluxSigma int: i_psfFluxNdata float?: i_fpFluxMean i_fpFluxMeanErr
        z_psfFluxMean z_psfFluxMeanErr z_psfFluxSigma int: z_psfFluxNdata float?: z_fpFluxMean z_fpFluxMeanErr
        y_psfFluxMean y_psfFluxMeanErr y_psfFluxSigma int: y_psfFluxNdata float?: y_fpFluxMean y_fpFluxMeanErr
        u_scienceFluxMean u_scienceFluxMeanErr g_scienceFluxMean g_scienceFluxMeanErr r_scienceFluxMean
        r_scienceFluxMeanErr i_scienceFluxMean i_scienceFluxMeanErr z_scienceFluxMean z_scienceFluxMeanErr
        y_scienceFluxMean y_scienceFluxMeanErr u_psfFluxMin u_psfFluxMax u_psfFluxMaxSlope u_psfFluxErrMean
        g_psfFluxMin g_psfFluxMax g_psfFluxMaxSlope g_psfFluxErrMean r_psfFluxMin r_psfFluxMax r_psfFluxMaxSlope
        r_psfFluxErrMean i_psfFluxMin i_psfFluxMax i_psfFluxMaxSlope i_psfFluxErrMean z_psfFluxMin z_psfFluxMax
        z_psfFluxMaxSlope z_psfFluxErrMean y_psfFluxMin y_psfFluxMax y_psfFluxMaxSlope y_psfFluxErrMean double?:
        firstDiaSourceMjdTai lastDiaSourceMjdTai int: nDiaSources
        """

    static let ssObject7_0 = """
        long: ssObjectId double?: discoverySubmissionDate firstObservationDate float?: arc int?: numObs float?:
        MOID MOIDTrueAnomaly MOIDEclipticLongitude MOIDDeltaV u_H u_G12 u_HErr u_G12Err u_H_u_G12_Cov u_Chi2 int?:
        u_Ndata float?: g_H g_G12 g_HErr g_G12Err g_H_g_G12_Cov g_Chi2 int?: g_Ndata float?: r_H r_G12 r_HErr
        r_G12Err r_H_r_G12_Cov r_Chi2 int?: r_Ndata float?: i_H i_G12 i_HErr i_G12Err i_H_i_G12_Cov i_Chi2 int?:
        i_Ndata float?: z_H z_G12 z_HErr z_G12Err z_H_z_G12_Cov z_Chi2 int?: z_Ndata float?: y_H y_G12 y_HErr
        y_G12Err y_H_y_G12_Cov y_Chi2 int?: y_Ndata float?: medianExtendedness
        """
}
