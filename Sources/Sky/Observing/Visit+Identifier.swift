internal import SkyMath

extension Visit {
    /// Rubin's number of the night in which the exposure began, such as 20260705; 0 for times that are not finite.
    public var dayObs: Int { ObservingNight(mjdTai: startMjdTai)?.dayObs ?? 0 }

    /// The parts of an identifier of Rubin's, dayObs * 100000 + number within the night; nil where `id` is none.
    public var identifierParts: (dayObs: Int, sequence: Int)? {
        let (dayObs, sequence) = (id / 100_000, id % 100_000)
        let (month, day) = (dayObs / 100 % 100, dayObs % 100)
        guard (19_000_101...99_991_231).contains(dayObs), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        return (Int(dayObs), Int(sequence))
    }
}
