extension LSSTRecords {
    static let diaSource7_0 = """
        long: diaSourceId visit int: detector long?: diaObjectId ssObjectId parentDiaSourceId double:
        midpointMjdTai ra float?: raErr double: dec float?: decErr ra_dec_Cov float: x float?: xErr float: y
        float?: yErr x_y_Cov boolean?: centroid_flag float?: apFlux apFluxErr boolean?: apFlux_flag
        apFlux_flag_apertureTruncated float?: snr psfFlux psfFluxErr double?: psfRa float?: psfRaErr double?:
        psfDec float?: psfDecErr psfFlux_psfRa_Cov psfFlux_psfDec_Cov psfRa_psfDec_Cov psfLnL psfChi2 int?:
        psfNdata boolean?: psfFlux_flag psfFlux_flag_edge psfFlux_flag_noGoodPixels float?: trailFlux trailFluxErr
        double?: trailRa float?: trailRaErr double?: trailDec float?: trailDecErr trailLength trailLengthErr
        trailAngle trailAngleErr trailFlux_trailRa_Cov trailFlux_trailDec_Cov trailFlux_trailLength_Cov
        trailFlux_trailAngle_Cov trailRa_trailDec_Cov trailRa_trailLength_Cov trailRa_trailAngle_Cov
        trailDec_trailLength_Cov trailDec_trailAngle_Cov trailLength_trailAngle_Cov trailLnL trailChi2 int?:
        trailNdata boolean?: trail_flag_edge float?: dipoleMeanFlux dipoleMeanFluxErr dipoleFluxDiff
        dipoleFluxDiffErr double?: dipoleRa float?: dipoleRaErr double?: dipoleDec float?: dipoleDecErr
        dipoleLength dipoleLengthErr dipoleAngle dipoleAngleErr dipoleMeanFlux_dipoleFluxDiff_Cov
        dipoleMeanFlux_dipoleRa_Cov dipoleMeanFlux_dipoleDec_Cov dipoleMeanFlux_dipoleLength_Cov
        dipoleMeanFlux_dipoleAngle_Cov dipoleFluxDiff_dipoleRa_Cov dipoleFluxDiff_dipoleDec_Cov
        dipoleFluxDiff_dipoleLength_Cov dipoleFluxDiff_dipoleAngle_Cov dipoleRa_dipoleDec_Cov
        dipoleRa_dipoleLength_Cov dipoleRa_dipoleAngle_Cov dipoleDec_dipoleLength_Cov dipoleDec_dipoleAngle_Cov
        dipoleLength_dipoleAngle_Cov dipoleLnL dipoleChi2 int?: dipoleNdata boolean?: forced_PsfFlux_flag
        forced_PsfFlux_flag_edge forced_PsfFlux_flag_noGoodPixels float?: snapDiffFlux snapDiffFluxErr fpBkgd
        fpBkgdErr ixx ixxErr iyy iyyErr ixy ixyErr ixx_iyy_Cov ixx_ixy_Cov iyy_ixy_Cov ixxPSF iyyPSF ixyPSF
        boolean?: shape_flag shape_flag_no_pixels shape_flag_not_contained shape_flag_parent_source float?:
        extendedness reliability string?: band boolean?: pixelFlags pixelFlags_bad pixelFlags_cr
        pixelFlags_crCenter pixelFlags_edge pixelFlags_interpolated pixelFlags_interpolatedCenter
        pixelFlags_offimage pixelFlags_saturated pixelFlags_saturatedCenter pixelFlags_suspect
        pixelFlags_suspectCenter pixelFlags_streak pixelFlags_streakCenter pixelFlags_injected
        pixelFlags_injectedCenter pixelFlags_injected_template pixelFlags_injected_templateCenter
        """

    static let diaSource7_2 = SchemaTable.inserting(
        [("boolean?", "dipoleFitAttempted", after: "band")],
        into: diaSource7_0)

    static let diaSource7_3 = SchemaTable.inserting(
        [("boolean?", "is_negative", after: "centroid_flag")],
        into: diaSource7_2)

    static let diaSource7_4 = SchemaTable.inserting(
        [
            ("boolean?", "is_negative", after: "apFlux_flag_apertureTruncated"),
            ("boolean?", "pixelFlags_nodata", after: "pixelFlags_edge"),
            ("boolean?", "pixelFlags_nodataCenter", after: "pixelFlags_nodata"),
        ],
        into: diaSource7_2)

    static let diaSource8_0 = """
        long: diaSourceId visit int: detector long?: diaObjectId ssObjectId parentDiaSourceId double:
        midpointMjdTai ra float?: raErr double: dec float?: decErr ra_dec_Cov float: x float?: xErr float: y
        float?: yErr boolean?: centroid_flag float?: apFlux apFluxErr boolean?: apFlux_flag
        apFlux_flag_apertureTruncated isNegative float?: snr psfFlux psfFluxErr psfLnL psfChi2 int?: psfNdata
        boolean?: psfFlux_flag psfFlux_flag_edge psfFlux_flag_noGoodPixels float?: trailFlux trailFluxErr double?:
        trailRa float?: trailRaErr double?: trailDec float?: trailDecErr trailLength trailLengthErr trailAngle
        trailAngleErr trailChi2 int?: trailNdata boolean?: trail_flag_edge float?: dipoleMeanFlux
        dipoleMeanFluxErr dipoleFluxDiff dipoleFluxDiffErr dipoleLength dipoleAngle dipoleChi2 int?: dipoleNdata
        float?: scienceFlux scienceFluxErr boolean?: forced_PsfFlux_flag forced_PsfFlux_flag_edge
        forced_PsfFlux_flag_noGoodPixels float?: templateFlux templateFluxErr ixx iyy ixy ixxPSF iyyPSF ixyPSF
        boolean?: shape_flag shape_flag_no_pixels shape_flag_not_contained shape_flag_parent_source float?:
        extendedness reliability string?: band boolean?: isDipole dipoleFitAttempted timestamp: time_processed
        int?: bboxSize boolean?: pixelFlags pixelFlags_bad pixelFlags_cr pixelFlags_crCenter pixelFlags_edge
        pixelFlags_nodata pixelFlags_nodataCenter pixelFlags_interpolated pixelFlags_interpolatedCenter
        pixelFlags_offimage pixelFlags_saturated pixelFlags_saturatedCenter pixelFlags_suspect
        pixelFlags_suspectCenter pixelFlags_streak pixelFlags_streakCenter pixelFlags_injected
        pixelFlags_injectedCenter pixelFlags_injected_template pixelFlags_injected_templateCenter glint_trail
        """

    static let diaSource9_0 = """
        long: diaSourceId visit int: detector long?: diaObjectId ssObjectId parentDiaSourceId double:
        midpointMjdTai ra float?: raErr double: dec float?: decErr ra_dec_Cov float: x float?: xErr float: y
        float?: yErr boolean?: centroid_flag float?: apFlux apFluxErr boolean?: apFlux_flag
        apFlux_flag_apertureTruncated isNegative float?: snr psfFlux psfFluxErr psfLnL psfChi2 int?: psfNdata
        boolean?: psfFlux_flag psfFlux_flag_edge psfFlux_flag_noGoodPixels float?: trailFlux trailFluxErr double?:
        trailRa float?: trailRaErr double?: trailDec float?: trailDecErr trailLength trailLengthErr trailAngle
        trailAngleErr trailChi2 int?: trailNdata boolean?: trail_flag_edge float?: dipoleMeanFlux
        dipoleMeanFluxErr dipoleFluxDiff dipoleFluxDiffErr dipoleLength dipoleAngle dipoleChi2 int?: dipoleNdata
        float?: scienceFlux scienceFluxErr boolean?: forced_PsfFlux_flag forced_PsfFlux_flag_edge
        forced_PsfFlux_flag_noGoodPixels float?: templateFlux templateFluxErr ixx iyy ixy ixxPSF iyyPSF ixyPSF
        boolean?: shape_flag shape_flag_no_pixels shape_flag_not_contained shape_flag_parent_source float?:
        extendedness reliability string?: band boolean?: isDipole dipoleFitAttempted double: timeProcessedMjdTai
        double?: timeWithdrawnMjdTai int?: bboxSize boolean?: pixelFlags pixelFlags_bad pixelFlags_cr
        pixelFlags_crCenter pixelFlags_edge pixelFlags_nodata pixelFlags_nodataCenter pixelFlags_interpolated
        pixelFlags_interpolatedCenter pixelFlags_offimage pixelFlags_saturated pixelFlags_saturatedCenter
        pixelFlags_suspect pixelFlags_suspectCenter pixelFlags_streak pixelFlags_streakCenter pixelFlags_injected
        pixelFlags_injectedCenter pixelFlags_injected_template pixelFlags_injected_templateCenter glint_trail
        """

    static let diaSource11_0 = """
        long: diaSourceId visit int: detector long?: diaObjectId ssObjectId parentDiaSourceId double:
        midpointMjdTai ra float?: raErr double: dec float?: decErr ra_dec_Cov float: x float?: xErr float: y
        float?: yErr boolean?: centroid_flag float?: apFlux apFluxErr boolean?: apFlux_flag
        apFlux_flag_apertureTruncated isNegative float?: snr psfFlux psfFluxErr psfLnL psfChi2 int: psfNdata
        boolean?: psfFlux_flag psfFlux_flag_edge psfFlux_flag_noGoodPixels float?: trailFlux trailFluxErr double?:
        trailRa float?: trailRaErr double?: trailDec float?: trailDecErr trailLength trailLengthErr trailAngle
        trailAngleErr trailChi2 int: trailNdata boolean?: trail_flag_edge float?: dipoleMeanFlux dipoleMeanFluxErr
        dipoleFluxDiff dipoleFluxDiffErr dipoleLength dipoleAngle dipoleChi2 int: dipoleNdata float?: scienceFlux
        scienceFluxErr boolean?: forced_PsfFlux_flag forced_PsfFlux_flag_edge forced_PsfFlux_flag_noGoodPixels
        float?: templateFlux templateFluxErr ixx iyy ixy ixxPSF iyyPSF ixyPSF boolean?: shape_flag
        shape_flag_no_pixels shape_flag_not_contained shape_flag_parent_source float?: extendedness reliability
        string?: band boolean?: isDipole dipoleFitAttempted double: timeProcessedMjdTai double?:
        timeWithdrawnMjdTai int: bboxSize boolean?: pixelFlags pixelFlags_bad pixelFlags_cr pixelFlags_crCenter
        pixelFlags_edge pixelFlags_nodata pixelFlags_nodataCenter pixelFlags_interpolated
        pixelFlags_interpolatedCenter pixelFlags_offimage pixelFlags_saturated pixelFlags_saturatedCenter
        pixelFlags_suspect pixelFlags_suspectCenter pixelFlags_streak pixelFlags_streakCenter pixelFlags_injected
        pixelFlags_injectedCenter pixelFlags_injected_template pixelFlags_injected_templateCenter glint_trail
        """

    static let diaSource11_1 = SchemaTable.inserting(
        [
            ("float?", "exposureTime", after: "midpointMjdTai"), ("int?", "trailAlgorithm", after: "trailNdata"),
            ("boolean?", "trail_flag", after: "trail_flag_edge"),
            ("string?", "reliabilityVersion", after: "reliability"),
        ],
        into: diaSource11_0)
}
