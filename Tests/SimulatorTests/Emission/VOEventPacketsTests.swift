import SkyMath
import Testing
import VOEvent

@testable import Simulator

@Suite struct VOEventPacketsTests {
    private static func seconds(_ time: ISOTime) -> Double {
        Double((time.day * 24 + time.hour) * 3600 + time.minute * 60 + time.second) + Double(time.nanosecond) / 1e9
    }

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
            let written = try #require(event.who?.date)
            let observed = try #require(ISOTime(event.whereWhen?.observation.time?.isoTime ?? ""))
            let after = Self.seconds(written) - Self.seconds(observed)
            // The burst begins 50 s after the middle of the exposure and lasts three.
            #expect(abs(after - 50 - 3 * Double(packet.detector) / 189) < 0.001)
            #expect(place.longitude == packet.position.ra && place.latitude == packet.position.dec)
        }
    }
}
