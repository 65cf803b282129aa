import SkyMath
import Testing
import VOEvent

@testable import Simulator

@Suite struct VOEventPacketsTests {
    @Test(arguments: [ZTFNight.simulator, ZTFNight.lsst])
    func `every packet becomes an event that can be read again and says the same`(
        _ night: Result<NightSimulator, SimulatorError>
    ) throws {
        let packets = try night.get().packets(ofVisit: 0).prefix(100)
        #expect(packets.count > 20)
        let maker = VOEventPackets()
        for packet in packets {
            let made = try maker.event(of: packet)
            let event = try VOEvent(xml: made.bytes)
            #expect(event.ivorn == "ivo://tocsin/simulated#\(packet.alertID)" && event.role == .test)
            let parameters = (event.what?.parameters ?? []).map { ($0.name ?? "", $0.value) }
            let values = Dictionary(parameters, uniquingKeysWith: { first, _ in first })
            #expect(values["diaSourceId"] == "\(packet.alertID)" && values["visit"] == "\(packet.visit)")
            #expect(made.alertID == packet.alertID && made.dueSeconds == packet.dueSeconds)
            let place = try #require(event.whereWhen?.observation.position)
            #expect(place.longitude == packet.position.ra && place.latitude == packet.position.dec)
        }
    }
}
