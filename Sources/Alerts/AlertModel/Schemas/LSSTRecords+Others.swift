extension LSSTRecords {
    static let diaForcedSource7_0 = """
        long: diaForcedSourceId diaObjectId visit int: detector float?: psfFlux psfFluxErr x y double:
        midpointMjdTai string?: band
        """

    static let diaForcedSource7_1 = """
        long: diaForcedSourceId diaObjectId double: ra dec long: visit int: detector float?: psfFlux psfFluxErr
        double: midpointMjdTai string?: band
        """

    static let diaForcedSource8_0 = SchemaTable.inserting(
        [
            ("float?", "scienceFlux", after: "midpointMjdTai"), ("float?", "scienceFluxErr", after: "scienceFlux"),
            ("timestamp", "time_processed", after: "band"),
        ],
        into: diaForcedSource7_1)

    static let diaForcedSource9_0 = SchemaTable.inserting(
        [
            ("float?", "scienceFlux", after: "midpointMjdTai"), ("float?", "scienceFluxErr", after: "scienceFlux"),
            ("double", "timeProcessedMjdTai", after: "band"),
            ("double?", "timeWithdrawnMjdTai", after: "timeProcessedMjdTai"),
        ],
        into: diaForcedSource7_1)

    static let diaNondetectionLimit7_0 = """
        long: ccdVisitId double: midpointMjdTai string: band float: diaNoise
        """

    static let ssSource8_0 = """
        long?: ssObjectId diaSourceId double?: eclipticLambda eclipticBeta galacticL galacticB float?: phaseAngle
        heliocentricDist topocentricDist predictedVMagnitude double?: residualRa residualDec float?: heliocentricX
        heliocentricY heliocentricZ heliocentricVX heliocentricVY heliocentricVZ topocentricX topocentricY
        topocentricZ topocentricVX topocentricVY topocentricVZ
        """

    static let ssSource10_0 = """
        long: diaSourceId ssObjectId string?: designation double: eclLambda eclBeta galLon galLat float?:
        elongation phaseAngle topoRange topoRangeRate helioRange helioRangeRate double?: ephRa ephDec float?:
        ephVmag ephRate ephRateRa ephRateDec ephOffset double?: ephOffsetRa ephOffsetDec float?:
        ephOffsetAlongTrack ephOffsetCrossTrack helio_x helio_y helio_z helio_vx helio_vy helio_vz helio_vtot
        topo_x topo_y topo_z topo_vx topo_vy topo_vz topo_vtot int?: diaDistanceRank
        """

    static let mpcorb8_0 = """
        string?: mpcDesignation long?: ssObjectId float?: mpcH double?: epoch M peri node incl e a q t_p
        """

    static let mpcOrbits10_0 = """
        int: id string: designation packed_primary_provisional_designation
        unpacked_primary_provisional_designation string?: mpc_orb_jsonb timestamp?: created_at updated_at int?:
        orbit_type_int u_param nopp double?: arc_length_total arc_length_sel int?: nobs_total nobs_total_sel
        double?: a q e i node argperi peri_time yarkovsky srp a1 a2 a3 dt mean_anomaly period mean_motion a_unc
        q_unc e_unc i_unc node_unc argperi_unc peri_time_unc yarkovsky_unc srp_unc a1_unc a2_unc a3_unc dt_unc
        mean_anomaly_unc period_unc mean_motion_unc epoch_mjd h g not_normalized_rms normalized_rms earth_moid
        timestamp?: fitting_datetime
        """
}
