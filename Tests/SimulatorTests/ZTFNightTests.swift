import AlertModel
import Observing
import SkyMath
import Testing

@testable import Simulator

@Suite struct ZTFNightTests {
    @Test func `each ZTF packet decodes to the alert that the truth names`() throws {
        let packets = try ZTFNight.first.get()
        let alerts = try ZTFNight.alerts(packets)
        #expect(packets.count > 100 && alerts.count == packets.count)
        #expect(Set(packets.map(\.alertID)).count == packets.count)
        for (packet, alert) in zip(packets, alerts) {
            #expect(alert.survey == .ztf && alert.schemaVersion == "4.02" && packet.schemaID == 0)
            #expect(alert.id == packet.alertID && alert.objectID.key == packet.objectID)
            #expect(["ZTF18", "ZTF25", "ZTF26"].contains("\(alert.objectID)".prefix(5)) && alert.source.band == .r)
            // ZTF tells the exposure's begin.
            #expect(abs(alert.source.midpointMjdTai - packet.midpointMjdTai + 15.0 / 86_400) < 1e-8)
            #expect(
                alert.source.ra == packet.position.ra
                    && (packet.trueClass == "dipole" || abs(alert.source.snr ?? 0) > 4.99))
        }
    }

    @Test func `fluxes, places and scores are those of LSST's packets of the same night`() throws {
        let lsst = try ZTFNight.alerts(ZTFNight.lsst.get().packets(ofVisit: 0))
        let alerts = try ZTFNight.alerts(try ZTFNight.first.get())
        #expect(lsst.count == alerts.count)
        for (ours, theirs) in zip(alerts, lsst) {
            let (flux, expected) = (try #require(ours.source.psfFlux), try #require(theirs.source.psfFlux))
            // ZTF has a magnitude even of a dipole, of one of its lobes.
            #expect(theirs.source.flags.contains(.dipole) || abs(flux / expected - 1) < 1e-5)
            #expect(ours.source.ra == theirs.source.ra && ours.source.dec == theirs.source.dec)
            #expect(ours.source.reliability == theirs.source.reliability)
            #expect(ours.source.x == theirs.source.x)
        }
    }

    @Test func `the same object has the same name in two visits, and its candid in the later packet's history`() throws
    {
        let earlier = Dictionary(uniqueKeysWithValues: try ZTFNight.alerts(ZTFNight.first.get()).map { ($0.id, $0) })
        var compared = 0
        for alert in try ZTFNight.alerts(ZTFNight.second.get()) {
            for past in alert.history {
                guard let own = earlier[past.id] else { continue }
                #expect(own.objectID == alert.objectID && own.source.psfFlux == past.psfFlux)
                #expect(own.source.ra == past.ra && own.source.midpointMjdTai == past.midpointMjdTai)
                compared += 1
            }
        }
        #expect(compared > 50)
    }

    @Test
    func `detections and limits of thirty days in g, r and i make up the history, and forced fluxes go with them`()
        throws
    {
        let lsst = try ZTFNight.alerts(ZTFNight.lsst.get().packets(ofVisit: 1))
        let starts = ZTFNight.visits[1...].filter { ZTFBand.fid($0.band) != nil }.map(\.startMjdTai)
        var (limits, forced) = (0, 0)
        for (alert, other) in zip(try ZTFNight.alerts(ZTFNight.second.get()), lsst) {
            let times = (alert.history.map(\.midpointMjdTai) + alert.upperLimits.map(\.midpointMjdTai)).sorted()
            #expect(times == alert.forced.map(\.midpointMjdTai))
            for time in times { #expect(starts.contains { abs($0 - time) < 1e-8 }) }
            let recent = other.history.filter { $0.midpointMjdTai > starts[0] && $0.band != .z }
            #expect(alert.history.count == recent.count && alert.movingObject == nil)
            limits += alert.upperLimits.count
            forced += alert.forced.count
            // 24 mag, and twenty such visits in the template.
            for limit in alert.upperLimits {
                #expect(abs((Magnitude.magnitude(ofFlux: limit.limit) ?? 0) - 23.98) < 0.03)
            }
        }
        #expect(limits > 20 && forced > 100)
    }

    @Test func `objects of one visit have a name each`() throws {
        let packets = try ZTFNight.first.get()
        #expect(packets.count > 100 && Set(packets.map(\.objectID)).count == packets.count)
    }

    @Test func `bands that ZTF does not have give no alert`() throws {
        #expect(try ZTFNight.simulator.get().packets(ofVisit: 2).isEmpty)
    }

    @Test func `a ZTF visit is the same to the byte, again and from another simulator`() throws {
        let packets = try NightSimulator(ZTFNight.plan("ztf-4.02")).packets(ofVisit: 0)
        #expect(try packets.map(\.bytes) == ZTFNight.first.get().map(\.bytes))
    }

    @Test func `a night that ZTF cannot number is refused`() {
        var plan = ZTFNight.plan("ztf-4.02")
        plan.night = ObservingNight(mjd: 70_000)
        plan.visits = [ZTFNight.visit(1, mjdTai: 70_000.9, .r)]
        let error = #expect(throws: SimulatorError.self) { try NightSimulator(plan) }
        #expect(error?.description.contains("2041") == true)
    }
}
