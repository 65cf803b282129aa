internal import Foundation
internal import Observing
internal import SkyMath

/// The packets of a scenario's visits, in the order of issue; the next visit is made while one is sent.
struct VisitFeed {
    private let scenario: Scenario
    private let folder: String
    private let faults: RunFaults
    private let counters: RunCounters
    private var nights: SurveyNights
    private var night: Night?
    private var nextNight = 0
    /// Visits begun so far.
    private var visitNumber = 0
    private var sequence = 0
    /// MJD TAI of the run's first visit.
    private var origin: Double?
    private var ahead: Task<Made?, any Error>?

    private struct Night {
        var simulator: NightSimulator
        var next = 0
    }

    private struct Made: Sendable {
        var packets: [IssuedPacket]
        var request: VisitRequest
        var visitNumber: Int
        var visit: Visit
        var due: Double
    }

    init(_ scenario: Scenario, folder: String, faults: RunFaults, counters: RunCounters) throws(SimulatorError) {
        (self.scenario, self.folder, self.faults, self.counters) = (scenario, folder, faults, counters)
        nights = try SurveyNights(scenario, folder: folder)
    }

    /// SHA-256 of the files that the scenario names.
    func inputs() throws -> [String: String] {
        var inputs: [String: String] = [:]
        var files = scenario.sky.catalogues.map(\.file)
        if case .opsim(let file) = scenario.survey.visits { files.append(file) }
        for file in files { inputs[file] = try SHA256.hex(ofFile: ScenarioPath.resolved(file, in: folder)) }
        return inputs
    }

    /// Nil after the last visit.
    mutating func next() async throws -> LanePiece? {
        if ahead == nil { ahead = try begin() }
        guard let made = try await ahead?.value else { return nil }
        ahead = try begin()
        counters.made(made.packets.count)
        counters.finishedVisit(ra: made.visit.position.ra, dec: made.visit.position.dec)
        defer { sequence += made.packets.count }
        return LanePiece(
            packets: made.packets, visitNumber: made.visitNumber, sequence: sequence, request: made.request,
            isFirst: true, watermark: made.packets.last?.dueSeconds ?? made.due)
    }

    /// Begins the next visit; the task gives nil after the last.
    private mutating func begin() throws -> Task<Made?, any Error> {
        guard let (simulator, index, offset) = try nextVisit() else { return Task { nil } }
        visitNumber += 1
        let (number, plan, alerts) = (visitNumber, faults.plan(), scenario.survey.alertsPerVisit)
        return Task.detached {
            let due = simulator.dueSeconds(ofVisit: index) + offset
            let request = plan.request(visitNumber: number, dueSeconds: due)
            var order = VisitOrder()
            order.alerts = request.alerts ?? alerts
            order.spuriousFactor = request.spuriousFactor
            order.schemaVersion = request.schemaVersion
            order.hasHistory = { id, detector in
                let due = due + PacketMaker.seconds(ofDetector: detector)
                return plan.withoutHistory(alertID: id, visitNumber: number, detector: detector, dueSeconds: due)
                    .isEmpty
            }
            var packets = try simulator.packets(ofVisit: index, order)
            for place in packets.indices { packets[place].dueSeconds += offset }
            return Made(
                packets: packets, request: request, visitNumber: number, visit: simulator.visits[index], due: due)
        }
    }

    private mutating func nextVisit() throws -> (NightSimulator, Int, Double)? {
        if let limit = scenario.span.mostVisits, visitNumber >= limit { return nil }
        while night.map({ $0.next >= $0.simulator.visits.count }) ?? true {
            let limit = scenario.span.mostVisits.map { $0 - visitNumber }
            guard let (number, simulator) = try nights.next(from: nextNight, limit: limit) else { return nil }
            night = Night(simulator: simulator)
            nextNight = number + 1
        }
        guard var night, let first = night.simulator.visits.first else { return nil }
        let index = night.next
        night.next += 1
        self.night = night
        let origin = self.origin ?? first.startMjdTai
        self.origin = origin
        let offset = (first.startMjdTai - origin) * 86_400
        let seconds = (night.simulator.visits[index].startMjdTai - origin) * 86_400
        if let longest = scenario.span.durationSeconds, seconds >= longest { return nil }
        return (night.simulator, index, offset)
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
