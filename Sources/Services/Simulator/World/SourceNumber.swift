import AlertModel
import Observing
import SkyMath

/// The number of a detection, which anybody who knows visit, detector and pixel can work out again.
enum SourceNumber {
    /// Cells of 5.7 pixels, 1.1 arcsec: no two detections of one visit share one, and all fit the counter's 19 bits.
    private static let cellsAcross = 724.0

    /// As that of a detection in 2025, drawn by the number in the sky: of what was first seen before the survey's known visits.
    /// There are 3.6e13 of them: of a million objects two share one in 14 of 1000 skies.
    static func long(known source: UInt64) -> Int64 {
        var draws = Draws(seed: 0x4F62_6A65, source)
        let first = GregorianDate(year: 2025, month: 1, day: 1).mjd - DiaSourceID.firstDayMjd
        let parts = DiaSourceID(
            release: 1, isOneToOne: false, day: first + Int(draws.uniform(0..<365)),
            sequence: 1 + Int(draws.uniform(0..<1000)), detector: Int(draws.uniform(0..<189)),
            counter: Int(draws.uniform(0..<cellsAcross * cellsAcross)))
        return parts.packed ?? Int64(source & 0x7FFF_FFFF_FFFF_FFFF)
    }

    static func id(_ epoch: Epoch, _ season: Season, isForced: Bool = false) -> Int64 {
        let column = min(max(epoch.truePixel.x / 4096 * cellsAcross, 0), cellsAcross - 1).rounded(.down)
        let row = min(max(epoch.truePixel.y / 4096 * cellsAcross, 0), cellsAcross - 1).rounded(.down)
        let (dayObs, sequence) = season.number(epoch.visit)
        let date = GregorianDate(year: dayObs / 10_000, month: dayObs / 100 % 100, day: dayObs % 100)
        let parts = DiaSourceID(
            release: 1, isOneToOne: isForced, day: date.mjd - DiaSourceID.firstDayMjd, sequence: sequence,
            detector: epoch.truePixel.detector,
            counter: Int(row * cellsAcross + column))
        return parts.packed ?? 0
    }
}
