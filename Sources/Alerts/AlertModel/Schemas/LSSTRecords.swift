/// The records of the LSST alert packet schemas 7.0 to 11.1: names, order, types and defaults, as the packets' binary
/// encoding depends on them (`SchemaTable` explains the form). Records that are alike in several versions stand once,
/// under the first of these.
enum LSSTRecords {
    static let alert7_0 = """
        long: alertId diaSource: diaSource [diaSource]?: prvDiaSources [diaForcedSource]?: prvDiaForcedSources
        [diaNondetectionLimit]?: prvDiaNondetectionLimits diaObject?: diaObject ssObject?: ssObject bytes?:
        cutoutDifference cutoutScience cutoutTemplate
        """

    static let alert8_0 = """
        long: diaSourceId string?: observation_reason target_name diaSource: diaSource [diaSource]?: prvDiaSources
        [diaForcedSource]?: prvDiaForcedSources diaObject?: diaObject ssSource?: ssSource MPCORB?: MPCORB bytes?:
        cutoutDifference cutoutScience cutoutTemplate
        """

    static let alert10_0 = """
        long: diaSourceId string?: observation_reason target_name diaSource: diaSource [diaSource]?: prvDiaSources
        [diaForcedSource]?: prvDiaForcedSources diaObject?: diaObject ssSource?: ssSource mpc_orbits?: mpc_orbits
        bytes?: cutoutDifference cutoutScience cutoutTemplate
        """

    /// By version: the text of every record, the alert first.
    static let versions: [(version: String, records: [(name: String, fields: String)])] = [
        (
            "7.0",
            [
                ("alert", alert7_0),
                ("diaSource", diaSource7_0),
                ("diaForcedSource", diaForcedSource7_0),
                ("diaNondetectionLimit", diaNondetectionLimit7_0),
                ("diaObject", diaObject7_0),
                ("ssObject", ssObject7_0),
            ]
        ),
        (
            "7.1",
            [
                ("alert", alert7_0),
                ("diaSource", diaSource7_0),
                ("diaForcedSource", diaForcedSource7_1),
                ("diaNondetectionLimit", diaNondetectionLimit7_0),
                ("diaObject", diaObject7_0),
                ("ssObject", ssObject7_0),
            ]
        ),
        (
            "7.2",
            [
                ("alert", alert7_0),
                ("diaSource", diaSource7_2),
                ("diaForcedSource", diaForcedSource7_1),
                ("diaNondetectionLimit", diaNondetectionLimit7_0),
                ("diaObject", diaObject7_0),
                ("ssObject", ssObject7_0),
            ]
        ),
        (
            "7.3",
            [
                ("alert", alert7_0),
                ("diaSource", diaSource7_3),
                ("diaForcedSource", diaForcedSource7_1),
                ("diaNondetectionLimit", diaNondetectionLimit7_0),
                ("diaObject", diaObject7_0),
                ("ssObject", ssObject7_0),
            ]
        ),
        (
            "7.4",
            [
                ("alert", alert7_0),
                ("diaSource", diaSource7_4),
                ("diaForcedSource", diaForcedSource7_1),
                ("diaNondetectionLimit", diaNondetectionLimit7_0),
                ("diaObject", diaObject7_0),
                ("ssObject", ssObject7_0),
            ]
        ),
        (
            "8.0",
            [
                ("alert", alert8_0),
                ("diaSource", diaSource8_0),
                ("diaForcedSource", diaForcedSource8_0),
                ("diaObject", diaObject8_0),
                ("ssSource", ssSource8_0),
                ("MPCORB", mpcorb8_0),
            ]
        ),
        (
            "9.0",
            [
                ("alert", alert8_0),
                ("diaSource", diaSource9_0),
                ("diaForcedSource", diaForcedSource9_0),
                ("diaObject", diaObject9_0),
                ("ssSource", ssSource8_0),
                ("MPCORB", mpcorb8_0),
            ]
        ),
        (
            "10.0",
            [
                ("alert", alert10_0),
                ("diaSource", diaSource9_0),
                ("diaForcedSource", diaForcedSource9_0),
                ("diaObject", diaObject9_0),
                ("ssSource", ssSource10_0),
                ("mpc_orbits", mpcOrbits10_0),
            ]
        ),
        (
            "11.0",
            [
                ("alert", alert10_0),
                ("diaSource", diaSource11_0),
                ("diaForcedSource", diaForcedSource9_0),
                ("diaObject", diaObject11_0),
                ("ssSource", ssSource10_0),
                ("mpc_orbits", mpcOrbits10_0),
            ]
        ),
        (
            "11.1",
            [
                ("alert", alert10_0),
                ("diaSource", diaSource11_1),
                ("diaForcedSource", diaForcedSource9_0),
                ("diaObject", diaObject11_0),
                ("ssSource", ssSource10_0),
                ("mpc_orbits", mpcOrbits10_0),
            ]
        ),
    ]
}
