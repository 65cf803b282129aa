import AlertModel
import Observing
import SkyMath

/// The number of a detection, which anybody who knows visit, detector and pixel can work out again.
enum SourceNumber {
    /// Cells of 5.7 pixels, 1.1 arcsec: no two detections of one visit share one, and all fit the counter's 19 bits.
    private static let cellsAcross = 724.0

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
