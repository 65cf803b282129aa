/// What LSST's schemas before 11.1 call fields that mean the same and count in the same units, timestamps aside.
///
/// Where the units changed, or the meaning (a residual as against an offset), the names are not those of one field.
enum EarlierNames {
    static let names = [
        // Versions 7.3 and 7.4, and 8.0.
        "isNegative": "is_negative", "timeProcessedMjdTai": "time_processed", "validityStartMjdTai": "validityStart",
        // ssSource of 8.0 and 9.0.
        "eclLambda": "eclipticLambda", "eclBeta": "eclipticBeta", "galLon": "galacticL", "galLat": "galacticB",
        "topoRange": "topocentricDist", "helioRange": "heliocentricDist", "ephVmag": "predictedVMagnitude",
        // MPCORB of 8.0 and 9.0.
        "packed_primary_provisional_designation": "mpcDesignation", "h": "mpcH", "epoch_mjd": "epoch",
        "mean_anomaly": "M", "argperi": "peri", "i": "incl", "peri_time": "t_p",
    ]

    /// The slots by name with those of the names of today, where only the earlier one is among them.
    static func added(to slots: [String: Int]) -> [String: Int] {
        var slots = slots
        for (name, earlier) in names where slots[name] == nil {
            if let slot = slots[earlier] { slots[name] = slot }
        }
        return slots
    }
}
