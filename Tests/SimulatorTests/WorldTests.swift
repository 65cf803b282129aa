import AlertModel
import Bytes
import Observing
import SkyMath
import Testing

@testable import Simulator

@Suite struct WorldTests {
    /// Two visits of a night after a month of history, of a sky that is not too deep.
    private static let night = Result { () throws(SimulatorError) in
        var plan = NightPlan(night: ObservingNight(mjd: 61_200))
        plan.seed = 5
        plan.historyNights = 25
        plan.faintest = 20.5
        plan.populations.remove(.solarSystem)
        return try NightSimulator(plan)
    }

    private static let firstVisit = Result { () throws(SimulatorError) in try night.get().packets(ofVisit: 0) }

    private static func alerts(_ packets: [IssuedPacket]) throws -> [Alert] {
        let decoder = AlertDecoder()
        return try packets.flatMap { try decoder.decode($0.bytes) }
    }

    @Test func `each packet decodes to the alert that the truth names`() throws {
        let packets = try Self.firstVisit.get()
        let alerts = try Self.alerts(packets)
        #expect(packets.count > 500 && alerts.count == packets.count)
        #expect(Set(packets.map(\.alertID)).count == packets.count)
        for (packet, alert) in zip(packets, alerts) {
            #expect(alert.id == packet.alertID && alert.objectID.key == packet.objectID)
            #expect(alert.source.midpointMjdTai == packet.midpointMjdTai && alert.source.visit == packet.visit)
            #expect(abs(alert.source.snr ?? 0) >= 5)
        }
    }

    @Test func `identifiers hold night, visit and detector`() throws {
        for packet in try Self.firstVisit.get().prefix(200) {
            let parts = try #require(DiaSourceID(packed: packet.alertID))
            #expect(parts.detector == packet.detector && parts.mjd == 61_200)
            #expect(parts.sequence == Int(packet.visit % 100_000))
        }
    }

    @Test func `what a later packet tells of an earlier visit is what that visit's own packet told`() throws {
        let simulator = try Self.night.get()
        let first = simulator.visits[0]
        let again = try #require(
            simulator.visits.indices.dropFirst().first {
                simulator.visits[$0].position.separation(to: first.position) < 0.01
            })
        let earlier = Dictionary(
            uniqueKeysWithValues: try Self.alerts(try Self.firstVisit.get()).map { ($0.source.id, $0) })
        var compared = 0
        for alert in try Self.alerts(simulator.packets(ofVisit: again)) {
            for past in alert.history where past.visit == first.id {
                let own = try #require(earlier[past.id])
                #expect(own.objectID == alert.objectID)
                #expect(own.source.psfFlux == past.psfFlux && own.source.ra == past.ra && own.source.x == past.x)
                #expect(own.source.scienceFlux == past.scienceFlux && own.source.templateFlux == past.templateFlux)
                #expect(own.source.reliability == past.reliability)
                compared += 1
            }
        }
        #expect(compared > 50)
    }

    @Test func `runs that begin on other nights see the same survey`() throws {
        func visits(start: String, of number: Int) throws -> [Visit] {
            let scenario = try Scenario(yaml: "name: x\nseed: 3\nsurvey: {start: \(start)}")
            var nights = try SurveyNights(timetableOf: scenario, folder: "")
            return try nights.visits(of: number)
        }
        let known = try (0..<8).map { try visits(start: "2026-06-20", of: $0) }
        #expect(known.map(\.count).max() ?? 0 > 500)
        for number in 0..<8 { #expect(try visits(start: "2026-06-16", of: number + 4) == known[number]) }
    }

    /// Before the second of the nights templates are made anew.
    @Test(arguments: [61_200, 61_040])
    func `a later night tells the same of a night before, of objects with the same numbers`(mjd: Int) throws {
        var plan = try Self.night.get().plan
        (plan.night, plan.faintest) = (ObservingNight(mjd: mjd), 20)
        let scheduler = FieldScheduler(seed: plan.seed, plan: SurveyPlan())
        plan.visits = (mjd - 4...mjd + 6).flatMap { scheduler.visits(on: ObservingNight(mjd: $0)) }
        let simulator = try NightSimulator(plan)
        let (again, number, first) = try #require(try Self.returning(after: simulator, plan))
        let earlier = Dictionary(
            uniqueKeysWithValues: try Self.alerts(simulator.packets(ofVisit: first)).map { ($0.source.id, $0) })
        var compared = 0
        for alert in try Self.alerts(again.packets(ofVisit: number)) {
            for past in alert.history {
                guard let own = earlier[past.id] else { continue }
                #expect(own.objectID == alert.objectID)
                #expect(own.source.psfFlux == past.psfFlux && own.source.reliability == past.reliability)
                compared += 1
            }
        }
        #expect(compared > 50)
    }

    /// A night after that of `simulator` that comes back to one of its fields, the visit that does, and the one before.
    private static func returning(
        after simulator: NightSimulator, _ plan: NightPlan
    ) throws -> (NightSimulator, Int, Int)? {
        for later in 1...6 {
            var next = plan
            next.night = ObservingNight(mjd: plan.night.mjd + later)
            guard let again = try? NightSimulator(next) else { continue }
            for (number, visit) in again.visits.enumerated() {
                let seen = simulator.visits.firstIndex { $0.position.separation(to: visit.position) < 0.01 }
                if let seen { return (again, number, seen) }
            }
        }
        return nil
    }

    @Test func `forced fluxes are there for every visit since the first detection`() throws {
        var checked = 0
        for alert in try Self.alerts(try Self.firstVisit.get()) where !alert.history.isEmpty {
            let times = Set(alert.forced.map(\.midpointMjdTai))
            #expect(alert.history.allSatisfy { times.contains($0.midpointMjdTai) })
            #expect(alert.forced.map(\.midpointMjdTai).min() == alert.history.map(\.midpointMjdTai).min())
            let byTime = Dictionary(alert.forced.map { ($0.midpointMjdTai, $0.psfFlux) }) { first, _ in first }
            for past in alert.history { #expect(byTime[past.midpointMjdTai] == past.psfFlux) }
            checked += 1
        }
        #expect(checked > 100)
    }

    @Test func `a visit is the same alone, again, and from another simulator; another seed gives another`() throws {
        let simulator = try Self.night.get()
        let packets = try simulator.packets(ofVisit: 3)
        var plan = simulator.plan
        #expect(try NightSimulator(plan).packets(ofVisit: 3).map(\.bytes) == packets.map(\.bytes))
        #expect(try simulator.packets(ofVisit: 3).map(\.bytes) == packets.map(\.bytes))
        plan.seed += 1
        #expect(try NightSimulator(plan).packets(ofVisit: 3).map(\.alertID) != packets.map(\.alertID))
    }

    @Test func `measured fluxes scatter about the truth as their errors say`() throws {
        let pairs = try zip(Self.firstVisit.get(), Self.alerts(Self.firstVisit.get())).filter {
            // Near the threshold only upward noise is seen.
            abs($0.0.trueFlux) > 12 * ($0.1.source.psfFluxErr ?? 1)
        }
        let pulls = pairs.map { (($0.1.source.psfFlux ?? 0) - $0.0.trueFlux) / ($0.1.source.psfFluxErr ?? 1) }
        #expect(pulls.count > 150)
        let mean = pulls.reduce(0, +) / Double(pulls.count)
        let sigma = (pulls.reduce(0) { $0 + $1 * $1 } / Double(pulls.count)).squareRoot()
        #expect(abs(mean) < 4 / Double(pulls.count).squareRoot())
        #expect(abs(sigma - 1) < 4 / (2 * Double(pulls.count)).squareRoot())
    }

    @Test func `small bodies come with their orbit, near the place where it puts them`() throws {
        var plan = try Self.night.get().plan
        plan.faintest = 16
        plan.populations.insert(.solarSystem)
        let simulator = try NightSimulator(plan)
        let ecliptic = try #require(
            simulator.visits.indices.min {
                Self.eclipticLatitude(simulator.visits[$0]) < Self.eclipticLatitude(simulator.visits[$1])
            })
        let packets = try simulator.packets(ofVisit: ecliptic)
        let pairs = zip(packets, try Self.alerts(packets)).filter { $0.0.trueClass == "mainBelt" }
        #expect(pairs.count > 50)
        for (packet, alert) in pairs {
            let link = try #require(alert.movingObject)
            #expect(alert.objectID.kind == .solarSystem && link.ssObjectID == packet.objectID)
            #expect(try #require(link.separationArcsec) < 2)
            #expect(alert.object == nil && alert.history.isEmpty)
        }
    }

    private static func eclipticLatitude(_ visit: Visit) -> Double {
        let v = visit.position.unitVector
        return abs(0.917_482 * v.z - 0.397_777 * v.y)
    }

    @Test func `a visit that does not exist and a schema that nobody knows are told`() throws {
        let simulator = try Self.night.get()
        #expect(throws: SimulatorError.self) { try simulator.packets(ofVisit: 100_000) }
        var plan = simulator.plan
        plan.schemaVersion = "99.1"
        #expect(throws: SimulatorError.self) { try NightSimulator(plan) }
    }

    @Test(arguments: ["9.0", "10.0", "11.0"]) func `other schema versions carry the same alerts`(version: String) throws
    {
        var plan = try Self.night.get().plan
        plan.schemaVersion = version
        let packets = try NightSimulator(plan).packets(ofVisit: 0)
        #expect(packets.map(\.alertID) == (try Self.firstVisit.get().map(\.alertID)))
        let alert = try #require(try Self.alerts(Array(packets.prefix(1))).first)
        #expect(alert.schemaVersion == version)
    }
}
