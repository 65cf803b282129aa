import AlertModel
import Observing
import SkyMath
import Testing

@testable import Simulator

/// Numbers of diaObjects.
@Suite struct ObjectNumberTests {
    private static func alerts(historyNights: Int) throws -> [(truth: String, alert: Alert)] {
        var plan = NightPlan(night: ObservingNight(mjd: 61_200))
        (plan.seed, plan.historyNights, plan.faintest, plan.hasStamps) = (5, historyNights, 20, false)
        plan.populations = [.stars, .variables, .galaxies, .agn, .transients, .artefacts]
        plan.visitCount = 3
        let simulator = try NightSimulator(plan)
        return try simulator.visits.indices.flatMap { try simulator.packets(ofVisit: $0) }.map { packet in
            (packet.trueClass, try #require(try AlertDecoder().decode(packet.bytes).first))
        }
    }

    @Test func `in a survey that begins, an object has the number of its first detection`() throws {
        let alerts = try Self.alerts(historyNights: 20)
        var isOlder = 0
        for (_, alert) in alerts {
            let first = alert.history.map { ($0.midpointMjdTai, $0.id) }.min { $0.0 < $1.0 }?.1 ?? alert.source.id
            #expect(alert.objectID.key == first)
            if first != alert.source.id { isOlder += 1 }
        }
        #expect(isOlder > 20)
    }

    @Test func `a number does not tell what the object is`() throws {
        let alerts = try Self.alerts(historyNights: 365)
        for (truth, alert) in alerts {
            let parts = try #require(DiaSourceID(packed: alert.objectID.key), "\(truth)")
            #expect(parts.release == 1 && (0..<189).contains(parts.detector) && parts.mjd <= 61_200)
            #expect((60_676...61_200).contains(parts.mjd), "\(truth) \(parts)")
        }
        #expect(Set(alerts.map(\.truth)).count > 5)
    }

    @Test func `numbers of a hundred thousand objects are different`() {
        #expect(Set((0..<100_000).map { SourceNumber.long(known: UInt64($0)) }).count == 100_000)
    }
}
