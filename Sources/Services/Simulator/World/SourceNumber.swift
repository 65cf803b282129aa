import AlertModel
import Observing
import SkyMath

/// The number of a detection: night, visit, detector and a counter, as LSST's. No two sources share one in a visit.
enum SourceNumber {
    /// As that of a detection in 2025, drawn by the number in the sky: of what was first seen before the survey's known visits.
    /// There are 3.6e13 of them: of a million objects two share one in 14 of 1000 skies.
    static func long(known source: UInt64) -> Int64 {
        var draws = Draws(seed: 0x4F62_6A65, source)
        let first = GregorianDate(year: 2025, month: 1, day: 1).mjd - DiaSourceID.firstDayMjd
        let parts = DiaSourceID(
            release: 1, isOneToOne: false, day: first + Int(draws.uniform(0..<365)),
            sequence: 1 + Int(draws.uniform(0..<1000)), detector: Int(draws.uniform(0..<189)),
            counter: Int(draws.uniform(0..<Double(DetectorCounter.count))))
        return parts.packed ?? Int64(source & 0x7FFF_FFFF_FFFF_FFFF)
    }

    /// Of a source by its `DetectorCounter`, in whatever packet the epoch is told of.
    static func id(_ counter: Int, _ epoch: Epoch, _ season: Season, isForced: Bool = false) -> Int64 {
        let (dayObs, sequence) = season.number(epoch.visit)
        let date = GregorianDate(year: dayObs / 10_000, month: dayObs / 100 % 100, day: dayObs % 100)
        var parts = DiaSourceID(
            release: 1, isOneToOne: isForced, day: date.mjd - DiaSourceID.firstDayMjd, sequence: sequence,
            detector: epoch.truePixel.detector, counter: 0)
        parts.counter = DetectorCounter.shuffled(counter, by: parts)
        return parts.packed ?? 0
    }
}
