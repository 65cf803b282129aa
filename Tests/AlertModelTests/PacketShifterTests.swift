import AlertModel
import AlertTesting
import Avro
import Bytes
import Testing

@Suite struct PacketShifterTests {
    let packets = SyntheticPackets(seed: 21, objectCount: 20, historyLength: 5)

    @Test(arguments: ["9.0", "10.0", "11.1"])
    func `Ids and times of an LSST packet move together`(version: String) throws {
        let schema = try #require(SchemaDirectory.lsst(version: version))
        let shifter = PacketShifter(schema: schema)
        let decoder = AlertDecoder()
        for number in [0, 3, 8, 9] {
            let packet = try packets.lsst(number, version: version)
            let before = try decoder.decode(packet)[0]
            let after = try decoder.decode(try shifter.shift(packet, from: 5, idShift: 1_000_003, daysShift: 2.5))[0]
            #expect(after.id == before.id + 1_000_003)
            #expect(after.source.midpointMjdTai == before.source.midpointMjdTai + 2.5)
            #expect(after.history.map(\.id) == before.history.map { $0.id + 1_000_003 })
            #expect(after.forced.map(\.midpointMjdTai) == before.forced.map { $0.midpointMjdTai + 2.5 })
            let moved = before.objectID.kind == .diaObject ? Int64(1_000_003) : 0
            #expect(after.objectID.key == before.objectID.key + moved)
            #expect(after.object?.lastMjdTai == before.object?.lastMjdTai.map { $0 + 2.5 })
            #expect(after.stamps == before.stamps && after.source.psfFlux == before.source.psfFlux)
        }
    }

    @Test func `Names and times of a ZTF packet move together`() throws {
        let schema = try #require(SchemaDirectory.ztf)
        let datum = try packets.ztf(3, as: .bare)
        let decoder = AlertDecoder()
        let before = try decoder.decode(datum, schema: schema)
        let moved = try PacketShifter(schema: schema).shift(datum, idShift: 676, daysShift: 1)
        let after = try decoder.decode(moved, schema: schema)
        #expect(before.objectID.description == "ZTF26aaaaaad" && after.objectID.description == "ZTF26aaaabad")
        #expect(after.id == before.id + 676)
        #expect(abs(after.source.midpointMjdTai - before.source.midpointMjdTai - 1) < 1e-8)
        #expect(after.forced.count == before.forced.count && after.upperLimits.count == before.upperLimits.count)
    }

    @Test func `A shift by nothing changes no byte, and a shift there and back neither`() throws {
        let shifter = PacketShifter(schema: try #require(SchemaDirectory.lsst(version: "10.0")))
        for number in 0..<10 {
            let packet = try packets.lsst(number)
            #expect(try shifter.shift(packet, from: 5, idShift: 0, daysShift: 0) == packet)
            let there = try shifter.shift(packet, from: 5, idShift: 1 << 40, daysShift: 512)
            #expect(try shifter.shift(there, from: 5, idShift: -(1 << 40), daysShift: -512).count == packet.count)
        }
    }

    @Test func `Damaged packets and impossible shifts give errors`() throws {
        let shifter = PacketShifter(schema: try #require(SchemaDirectory.lsst(version: "10.0")))
        let packet = try packets.lsst(1)
        #expect(throws: AlertModelError.self) { try shifter.shift(packet, from: 5, idShift: .max, daysShift: 0) }
        #expect(throws: AlertModelError.self) { try shifter.shift(packet, from: 5, idShift: 0, daysShift: .nan) }
        #expect(throws: AlertModelError.self) { try shifter.shift(packet, from: 999_999, idShift: 0, daysShift: 0) }
        for length in stride(from: 5, to: packet.count, by: 331) {
            #expect(throws: AlertModelError.self) {
                try shifter.shift(packet.slice(0..<length), from: 5, idShift: 1, daysShift: 1)
            }
        }
    }

    @Test func `Damaged bytes never crash it`() throws {
        let shifter = PacketShifter(schema: try #require(SchemaDirectory.ztf))
        let datum = try packets.ztf(2, as: .bare).array
        var generator = SplitMix(seed: 4)
        for _ in 0..<500 {
            var bytes = datum
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<3000, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? shifter.shift(Bytes(bytes), idShift: 12345, daysShift: 3)
        }
    }
}
