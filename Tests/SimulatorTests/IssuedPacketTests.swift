import Bytes
import Simulator
import SkyMath
import Testing

@Suite struct IssuedPacketTests {
    @Test func `a packet carries its bytes as they are`() {
        let packet = IssuedPacket(
            alertID: 1, objectID: 2, visit: 3, detector: 4, band: .r, midpointMjdTai: 61_000, trueClass: "RRab",
            position: SkyPosition(ra: 1, dec: 2), trueFlux: 100, dueSeconds: 0, schemaID: 1101, bytes: [0, 0, 0, 4, 77])
        #expect(packet.bytes.count == 5)
    }
}
