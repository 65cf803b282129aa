import AlertModel
import Observing
import SkyMath
import SkyModel
import Testing

@testable import Simulator

@Suite struct WorldTests {
    @Test func `a look at a visit`() throws {
        let clock = ContinuousClock()
        var plan = SurveyPlan(firstNight: ObservingNight(mjd: 61_200))
        plan.cadenceNights = 3
        let scheduler = FieldScheduler(seed: 1, plan: plan)
        var visits: [Visit] = []
        let t0 = clock.now
        for night in -30...1 { visits += scheduler.visits(night: night) }
        print("nights", clock.now - t0, visits.count)
        let season = Season(visits)
        let sky = SyntheticSky(seed: 1)
        let measurer = Measurer(seed: 1)
        let index = visits.count - 1
        let visit = season.visits[index]
        let request = SkyRequest(
            sky: sky, season: visit.startMjdTai - 500..<visit.startMjdTai, template: TemplateEpochs(before: 61_200))
        let finder = VisitAlerts(season: season, measurer: measurer, cache: SourceCache(request))
        let t1 = clock.now
        _ = finder.alerts(visit: index)
        let t2 = clock.now
        let alerts = finder.alerts(visit: index)
        print("first", t2 - t1, "again", clock.now - t2, alerts.count, visit.position.galactic.b, visit.band)
        var classes: [String: Int] = [:]
        for alert in alerts { classes[alert.source.trueClass, default: 0] += 1 }
        print(classes.sorted { $0.value > $1.value })
        print("history", alerts.reduce(0) { $0 + $1.earlier.count } / max(alerts.count, 1))
        #expect(Set(alerts.map(\.id)).count == alerts.count)
    }

    @Test func `packets decode`() throws {
        var plan = NightPlan(night: ObservingNight(mjd: 61_200))
        plan.visitCount = 2
        plan.historyNights = 100
        let clock = ContinuousClock()
        let t = clock.now
        let simulator = try NightSimulator(plan)
        print("plan", clock.now - t, simulator.visits.count)
        for visit in 0..<2 {
            let t = clock.now
            let packets = try simulator.packets(ofVisit: visit)
            print(
                "visit", clock.now - t, packets.count, packets.reduce(0) { $0 + $1.bytes.count } / max(1, packets.count)
            )
            let decoder = AlertDecoder()
            let t2 = clock.now
            for packet in packets {
                let alert = try #require(try decoder.decode(packet.bytes).first)
                #expect(alert.id == packet.alertID)
            }
            print("decoded", clock.now - t2)
        }
    }
}
