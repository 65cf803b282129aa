import AlertModel
import Dispatch
import Ephemerides
import Observing
import SkyMath
import SkyModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A detection that becomes an alert, with the year before it.
struct AlertTruth: Sendable {
    /// Number of the source, by which all about it is drawn.
    var key: UInt64
    /// `rrLyraeAB`, `supernovaIa`, `spurious` ...
    var trueClass: String
    var kind: Reliability.Kind
    var host: Galaxy?
    var artefact: Artefact?
    /// Set for small bodies, which have no diaObject.
    var moving: MovingBody?
    var epoch: Epoch
    /// Earlier visits that saw the place, ascending in time, detected there or not.
    var earlier: [Epoch]
    var id: Int64
    /// diaSourceId of the object's first detection, or ssObjectId.
    var objectID: Int64
}

/// Finds what a visit detects.
struct VisitAlerts: Sendable {
    let season: Season
    let measurer: Measurer
    let cache: SourceCache
    var bodies: MovingBodies?
    var rates = ArtefactRates()
    /// Days of history in a packet.
    var historyDays = 365.0

    /// Degrees around the boresight that hold all detectors.
    static let fieldRadius = 1.8

    /// Alerts of a visit, ascending by detector and diaSourceId; the same on any number of threads. Complexity: O(sources
    /// of the field + alerts x visits of the year).
    func alerts(visit index: Int, _ order: VisitOrder = VisitOrder()) throws(SimulatorError) -> [AlertTruth] {
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
        let real = found.withLock { $0 } + (try movers(visit: index))
        var spurious = artefacts(visit: index, rates.scaled(by: order.spuriousFactor))
        let factor = order.fillingFactor(real: real.count, artefacts: spurious.count)
        if factor > 1 { spurious = artefacts(visit: index, rates.scaled(by: order.spuriousFactor * factor)) }
        return order.thinned(Self.ordered(real + spurious), seed: measurer.model.seed)
    }

    /// Two that fall on one cell of a detector are one detection: the brighter one.
    private static func ordered(_ alerts: [AlertTruth]) -> [AlertTruth] {
        var brightest: [Int64: AlertTruth] = [:]
        for alert in alerts {
            if let other = brightest[alert.id], other.precedes(alert) { continue }
            brightest[alert.id] = alert
        }
        return brightest.values.sorted {
            ($0.epoch.truePixel.detector, $0.id) < ($1.epoch.truePixel.detector, $1.id)
        }
    }

    private func truth(_ source: VariableSource, _ epoch: Epoch, _ visits: [Int]) -> AlertTruth {
        let earlier = visits.compactMap { measurer.epoch(source, visit: $0, in: season) }
        let first = earlier.first(where: \.measured.isDetected) ?? epoch
        return AlertTruth(
            key: source.id, trueClass: source.trueClass, kind: .real, host: source.host, epoch: epoch, earlier: earlier,
            id: SourceNumber.id(epoch, season),
            objectID: SourceNumber.id(first, season))
    }
}

extension VisitAlerts {
    /// What the camera shows and the sky does not have: each an alert of its own, without a past.
    private func artefacts(visit index: Int, _ rates: ArtefactRates) -> [AlertTruth] {
        let (visit, pointing) = (season.visits[index], season.pointing(index))
        let generator = ArtefactGenerator(seed: measurer.model.seed, rates: rates)
        return measurer.camera.detectors.flatMap { detector in
            generator.artefacts(in: visit, on: detector).enumerated().compactMap { number, artefact in
                let key = Self.artefactKey | UInt64(detector.number) << 32 | UInt64(number)
                let place = pointing.position(detector.focalPoint(x: artefact.pixel.x, y: artefact.pixel.y))
                let truth = SourceTruth(
                    key: key, position: place, scienceFlux: max(artefact.flux, 0), templateFlux: max(-artefact.flux, 0))
                guard let epoch = measurer.epoch(truth, visit: index, in: season), epoch.measured.isDetected else {
                    return nil
                }
                let id = SourceNumber.id(epoch, season)
                return AlertTruth(
                    key: key, trueClass: "\(artefact.kind)", kind: .artefact(artefact.kind), artefact: artefact,
                    epoch: epoch,
                    earlier: [], id: id, objectID: id)
            }
        }
    }

    /// Small bodies: each detection stands alone, and is linked to its orbit.
    private func movers(visit index: Int) throws(SimulatorError) -> [AlertTruth] {
        guard let bodies else { return [] }
        let visit = season.visits[index]
        let members = try bodies.members(
            within: Self.fieldRadius, of: visit.position, mjdTai: visit.midpointMjdTai,
            brighterThan: visit.fiveSigmaDepth + 1.5)
        return members.compactMap { body in
            let motion = body.ephemeris
            let truth = SourceTruth(
                key: body.key, position: motion.position, scienceFlux: body.flux(visit.band), templateFlux: 0,
                motion: motion.speedDegreesPerDay,
                motionAngle: atan2(motion.raRateArcsecPerHour, motion.decRateArcsecPerHour) * 180 / .pi)
            guard let epoch = measurer.epoch(truth, visit: index, in: season), epoch.measured.isDetected else {
                return nil
            }
            return AlertTruth(
                key: body.key, trueClass: "\(body.body.kind)", kind: .real, host: nil, moving: body, epoch: epoch,
                earlier: [], id: SourceNumber.id(epoch, season), objectID: body.ssObjectID)
        }
    }

    /// No source of the sky has this bit.
    private static let artefactKey: UInt64 = 1 << 63
}

extension AlertTruth {
    /// Whether this one is what a detection shows, of two that it cannot tell apart.
    fileprivate func precedes(_ other: AlertTruth) -> Bool {
        (abs(epoch.measured.psfFlux), other.key) > (abs(other.epoch.measured.psfFlux), key)
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
