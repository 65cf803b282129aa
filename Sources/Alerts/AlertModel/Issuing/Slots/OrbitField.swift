/// The fields of an orbit as the Minor Planet Center gives it.
///
/// Names, order, units and meaning are those of the published schema 11.1.
public enum OrbitField: Int, RecordField {
    case id, designation, packed_primary_provisional_designation, unpacked_primary_provisional_designation
    case mpc_orb_jsonb, created_at, updated_at, orbit_type_int, u_param, nopp, arc_length_total, arc_length_sel
    case nobs_total, nobs_total_sel, a, q, e, i, node, argperi, peri_time, yarkovsky, srp, a1, a2, a3, dt
    case mean_anomaly, period, mean_motion, a_unc, q_unc, e_unc, i_unc, node_unc, argperi_unc, peri_time_unc
    case yarkovsky_unc, srp_unc, a1_unc, a2_unc, a3_unc, dt_unc, mean_anomaly_unc, period_unc, mean_motion_unc
    case epoch_mjd, h, g, not_normalized_rms, normalized_rms, earth_moid, fitting_datetime
}
