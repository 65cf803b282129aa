internal import Bytes
internal import Foundation
internal import Observing
internal import SkyMath
internal import Synchronization

/// The packets of a scenario's visits, in the order of issue, piece by piece; the next ones are made while one is sent.
struct VisitFeed {
    private let scenario: Scenario
    private let folder: String
    private let counters: RunCounters
    private let requests: VisitRequests
    private var nights: SurveyNights
    private var night: Night?
    private var nextNight = 0
    /// Visits of the nights before this one.
    private var visitsBefore = 0
    private var sequence = 0
    /// MJD TAI of the run's first visit.
    private var origin: Double?

    private struct Night {
        var simulator: NightSimulator
        var pieces: PacketPieces.Iterator
        var visits: Int
        /// Seconds from the run's first exposure to the night's.
        var offset: Double
        /// Of the piece before; nil before the first.
        var lastVisit: Int?
    }

    init(_ scenario: Scenario, folder: String, faults: RunFaults, counters: RunCounters) throws(SimulatorError) {
        (self.scenario, self.folder, self.counters) = (scenario, folder, counters)
        requests = VisitRequests(faults)
        nights = try SurveyNights(scenario, folder: folder)
    }

    /// SHA-256 of the files that the scenario names.
    func inputs() throws -> [String: String] {
        var inputs: [String: String] = [:]
        var files = scenario.sky.files
        if case .opsim(let file) = scenario.survey.visits { files.append(file) }
        for file in files { inputs[file] = try SHA256.hex(ofFile: ScenarioPath.resolved(file, in: folder)) }
        return inputs
    }

    /// Nil after the last visit.
    mutating func next() async throws -> LanePiece? {
        while true {
            if night == nil, try !beginNight() { return nil }
            guard var night else { return nil }
            if let piece = try await night.pieces.next() {
                let made = lanePiece(piece, night)
                sequence += piece.packets.count
                night.lastVisit = piece.visit
                self.night = night
                return made
            }
            visitsBefore += night.visits
            self.night = nil
        }
    }

    private mutating func beginNight() throws -> Bool {
        let left = scenario.span.mostVisits.map { $0 - visitsBefore }
        guard left ?? 1 > 0 else { return false }
        guard let (number, simulator) = try nights.next(from: nextNight, limit: left),
            let first = simulator.visits.first
        else {
            guard origin != nil else { throw nights.withoutVisits }
            return false
        }
        nextNight = number + 1
        let origin = self.origin ?? first.startMjdTai
        self.origin = origin
        let offset = (first.startMjdTai - origin) * 86_400
        let longest = scenario.span.durationSeconds ?? .infinity
        let count = simulator.visits.prefix { ($0.startMjdTai - origin) * 86_400 < longest }.count
        guard count > 0 else { return false }
        let (requests, before, survey) = (requests, visitsBefore, scenario.survey)
        let pieces = simulator.pieces(ofVisits: 0..<count) { visit in
            requests.order(
                visitNumber: before + visit + 1, dueSeconds: simulator.dueSeconds(ofVisit: visit) + offset,
                nightSeconds: offset, survey: survey)
        }
        night = Night(simulator: simulator, pieces: pieces.makeAsyncIterator(), visits: count, offset: offset)
        return true
    }

    private func lanePiece(_ piece: PacketPiece, _ night: Night) -> LanePiece {
        var packets = piece.packets
        for place in packets.indices { packets[place].dueSeconds += night.offset }
        let number = visitsBefore + piece.visit + 1
        let due = night.simulator.dueSeconds(ofVisit: piece.visit) + night.offset
        counters.made(packets.count)
        if piece.isLast {
            let visit = night.simulator.visits[piece.visit]
            counters.finishedVisit(ra: visit.position.ra, dec: visit.position.dec)
        }
        return LanePiece(
            packets: packets, visitNumber: number, sequence: sequence,
            request: requests.request(visitNumber: number, dueSeconds: due), isFirst: night.lastVisit != piece.visit,
            watermark: packets.last?.dueSeconds ?? due)
    }
}

/// What the faults want of each visit, asked once, so that all agree on it while faults are changed by hand.
private final class VisitRequests: Sendable {
    private let faults: RunFaults
    private let known = Mutex<[Int: VisitRequest]>([:])

    init(_ faults: RunFaults) { self.faults = faults }

    func request(visitNumber: Int, dueSeconds: Double) -> VisitRequest {
        known.withLock { known in
            if let request = known[visitNumber] { return request }
            faults.willMake(visit: visitNumber)
            let request = faults.plan(visit: visitNumber).request(visitNumber: visitNumber, dueSeconds: dueSeconds)
            known = known.filter { $0.key > visitNumber - 10 }
            known[visitNumber] = request
            return request
        }
    }

    /// - Parameter nightSeconds: when the visit's night began.
    func order(
        visitNumber: Int, dueSeconds: Double, nightSeconds: Double, survey: SurveySetting
    ) -> VisitOrder {
        let request = request(visitNumber: visitNumber, dueSeconds: dueSeconds)
        let plan = faults.plan(visit: visitNumber)
        var order = VisitOrder()
        order.alerts = request.alerts ?? survey.alertsPerVisit
        order.fill = survey.fill
        order.flood = request.flood
        order.schemaVersion = request.schemaVersion
        order.hasHistory = { id, detector, due in
            plan.withoutHistory(
                alertID: id, visitNumber: visitNumber, detector: detector, dueSeconds: due + nightSeconds
            ).isEmpty
        }
        return order
    }
}

extension SHA256 {
    /// Of a file's bytes, read in pieces.
    ///
    /// - Throws: `SimulatorError` where it cannot be read.
    static func hex(ofFile path: String) throws(SimulatorError) -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { throw SimulatorError("\(path): cannot be read") }
        defer { try? file.close() }
        var hash = SHA256()
        do {
            while let data = try file.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data) }
        } catch {
            throw SimulatorError("\(path): cannot be read: \(error.localizedDescription)")
        }
        return hash.hex
    }
}
