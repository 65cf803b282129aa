import AlertModel
import Dispatch
import Observing
import SkyMath
import SkyModel
import Synchronization

/// A detection that becomes an alert, with the year before it.
struct AlertTruth: Sendable {
    var source: VariableSource
    var epoch: Epoch
    /// Earlier visits that saw the place, ascending in time, detected there or not.
    var earlier: [Epoch]
    var id: Int64
    /// diaSourceId of the object's first detection.
    var objectID: Int64
}

/// Finds what a visit detects.
struct VisitAlerts: Sendable {
    let season: Season
    let measurer: Measurer
    let cache: SourceCache
    /// Days of history in a packet.
    var historyDays = 365.0

    /// Degrees around the boresight that hold all detectors.
    static let fieldRadius = 1.8

    /// Alerts of a visit, ascending by detector and diaSourceId; the same on any number of threads. Complexity: O(sources
    /// of the field + alerts x visits of the year).
    func alerts(visit index: Int) -> [AlertTruth] {
        let visit = season.visits[index]
        let cells = cache.cells(SkyCone(centre: visit.position, radius: Self.fieldRadius))
        let earlier = season.near(
            visit.position, radius: Self.fieldRadius, since: visit.startMjdTai - historyDays, until: visit.startMjdTai)
        let found = Mutex<[AlertTruth]>([])
        DispatchQueue.concurrentPerform(iterations: cells.count) { cell in
            let here = cells[cell].sources.compactMap { source -> AlertTruth? in
                guard let epoch = measurer.epoch(source, visit: index, in: season), epoch.measured.isDetected else {
                    return nil
                }
                return truth(source, epoch, earlier)
            }
            found.withLock { $0 += here }
        }
        return found.withLock { $0 }.sorted {
            ($0.epoch.truePixel.detector, $0.id) < ($1.epoch.truePixel.detector, $1.id)
        }
    }

    private func truth(_ source: VariableSource, _ epoch: Epoch, _ visits: [Int]) -> AlertTruth {
        let earlier = visits.compactMap { measurer.epoch(source, visit: $0, in: season) }
        let first = earlier.first(where: \.measured.isDetected) ?? epoch
        return AlertTruth(
            source: source, epoch: epoch, earlier: earlier, id: SourceNumber.id(epoch, season),
            objectID: SourceNumber.id(first, season))
    }
}

/// The number of a detection, which anybody who knows visit, detector and pixel can work out again.
enum SourceNumber {
    /// Cells of 5.7 pixels, 1.1 arcsec: no two detections of one visit share one, and all fit the counter's 19 bits.
    private static let cellsAcross = 724.0

    static func id(_ epoch: Epoch, _ season: Season, isForced: Bool = false) -> Int64 {
        let visit = season.visits[epoch.visit]
        let column = min(max(epoch.truePixel.x / 4096 * cellsAcross, 0), cellsAcross - 1).rounded(.down)
        let row = min(max(epoch.truePixel.y / 4096 * cellsAcross, 0), cellsAcross - 1).rounded(.down)
        let (dayObs, sequence) = visit.identifierParts ?? (visit.dayObs, 0)
        let date = GregorianDate(year: dayObs / 10_000, month: dayObs / 100 % 100, day: dayObs % 100)
        let parts = DiaSourceID(
            release: 1, isOneToOne: isForced, day: date.mjd - firstDayMjd, sequence: sequence,
            detector: epoch.truePixel.detector,
            counter: Int(row * cellsAcross + column))
        return parts.packed ?? 0
    }

    /// 2010-01-01.
    private static let firstDayMjd = 55_197
}
