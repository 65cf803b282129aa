import AlertModel
import AlertTesting
import Avro
import Bytes
import Testing

@Suite struct AlertDecoderTests {
    let packets = SyntheticPackets(seed: 3, objectCount: 10, historyLength: 4)

    @Test func `Every truncation of a packet is refused with a place`() throws {
        let decoder = AlertDecoder()
        let packet = try packets.lsst(1)
        for length in stride(from: 0, to: packet.count, by: 97) {
            let error = #expect(throws: AlertModelError.self) { try decoder.decode(packet.slice(0..<length)) }
            #expect(["framing", "decode", "schema"].contains(error?.reason))
        }
    }

    @Test func `Flipped bits and overwritten bytes give an alert or an error, never a crash`() throws {
        let decoder = AlertDecoder()
        var generator = SplitMix(seed: 17)
        for packet in [try packets.lsst(1), try packets.ztf(1), try packets.lsst(9, as: .container)] {
            for _ in 0..<500 {
                var bytes = packet.array
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    // The head, where all but the stamps lies, is hit most often.
                    let end = Bool.random(using: &generator) ? min(6000, bytes.count) : bytes.count
                    bytes[Int.random(in: 0..<end, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                }
                let damaged = Bytes(bytes)
                if let alerts = try? decoder.decode(damaged) { for alert in alerts { read(alert) } }
                _ = try? decoder.identities(damaged)
            }
        }
    }

    @Test func `Errors say what is wrong by a short reason`() throws {
        let decoder = AlertDecoder()
        func reason(_ packet: Bytes) -> String? {
            do throws(AlertModelError) { _ = try decoder.decode(packet) } catch { return error.reason }
            return nil
        }
        #expect(reason(Bytes()) == "framing")
        #expect(reason(Bytes(utf8: "hello, this is no packet")) == "framing")
        #expect(reason(Bytes([0, 0, 0, 0x12, 0x34, 1, 2, 3])) == "schema")
        #expect(reason(Bytes([0, 0, 0, 0x03, 0xe8])) == "decode")
        let framed = try packets.lsst(1)
        #expect(reason(Bytes(framed.array + [0])) == "decode")
        let other = try Schema(
            json: #"{"type":"record","name":"winter.alert","fields":[{"name":"candid","type":"long"}]}"#)
        var writer = try ContainerWriter(schema: other)
        try writer.append(.record([.long(1)]))
        #expect(reason(try writer.finish()) == "mapping")
    }

    @Test func `An unknown schema number names the known ones`() {
        let error = #expect(throws: AlertModelError.self) {
            try AlertDecoder().decode(Bytes([0, 0, 0, 0x12, 0x34, 1]))
        }
        #expect(error?.description.contains("4660") == true && error?.description.contains("1101") == true)
    }

    @Test func `Identities are read without the rest of the packet`() throws {
        let decoder = AlertDecoder()
        let packet = try packets.lsst(2)
        let alert = try decoder.decode(packet)[0]
        #expect(
            try decoder.identities(packet) == [
                AlertIdentity(
                    survey: .lsst, id: alert.id, objectID: alert.objectID, midpointMjdTai: alert.source.midpointMjdTai)
            ])
    }

    @Test func `NaN and null are both nothing`() throws {
        let schema = try #require(SchemaDirectory.lsst(version: "10.0"))
        let datum = try packets.lsst(1, as: .bare)
        var value = try DatumDecoder(schema: schema).decode(datum)
        set(&value, ["diaSource", "psfFlux"], schema, .union(branch: 1, .float(.nan)))
        set(&value, ["diaSource", "snr"], schema, .union(branch: 0, .null))
        let alert = try AlertDecoder().decode(try DatumEncoder(schema: schema).encode(value), schema: schema)
        #expect(alert.source.psfFlux == nil && alert.source.snr == nil && alert.source.psfFluxErr != nil)
    }

    @Test(arguments: [
        ("dec", 91.0), ("ra", -0.1), ("ra", 361), ("dec", .nan), ("midpointMjdTai", 1e9), ("ra", .infinity),
    ])
    func `A place or a time that cannot be is an error that names alert and field`(name: String, number: Double) throws
    {
        let schema = try #require(SchemaDirectory.lsst(version: "10.0"))
        let datum = try packets.lsst(1, as: .bare)
        let id = try AlertDecoder().decode(datum, schema: schema).id
        var value = try DatumDecoder(schema: schema).decode(datum)
        set(&value, ["diaSource", name], schema, .double(number))
        let damaged = try DatumEncoder(schema: schema).encode(value)
        let error = #expect(throws: AlertModelError.self) { try AlertDecoder().decode(damaged, schema: schema) }
        #expect(error?.reason == "mapping" && error?.path == "diaSource.\(name)" && error?.alertID == id)
    }

    private func set(_ value: inout Value, _ path: [String], _ schema: Schema, _ new: Value) {
        guard case .record(var top) = value,
            let index = schema.rootNode.fields.firstIndex(where: { $0.name == path[0] }),
            case .record(var fields) = top[index],
            let inner = schema[schema.rootNode.fields[index].type].fields.firstIndex(where: { $0.name == path[1] })
        else { return }
        fields[inner] = new
        top[index] = .record(fields)
        value = .record(top)
    }

    private func read(_ alert: Alert) {
        for stamp in [alert.stamps.science, alert.stamps.template, alert.stamps.difference] {
            if let stamp { _ = try? Stamp(stamp) }
        }
        _ = alert.objectID.description
    }
}
