import AlertModel
import AlertStreams
import Broker
import Bytes

/// Packets as a line of text, so that a test can read them: `id object time`.
struct TextDecoder: PacketDecoder {
    func decode(_ packet: Bytes) throws(PacketRefusal) -> [Alert] {
        let words = (packet.utf8Text ?? "").split(separator: " ")
        guard words.count == 3, let id = Int64(words[0]), let key = Int64(words[1]), let time = Double(words[2]) else {
            throw PacketRefusal(reason: "framing", description: "these bytes are no alert")
        }
        let object = ObjectID(survey: .lsst, kind: .diaObject, key: key)
        var source = Detection(id: id, midpointMjdTai: time, band: .r, ra: 10 + Double(key % 100), dec: -30)
        source.psfFlux = 1000
        return [Alert(survey: .lsst, schemaVersion: "text", objectID: object, source: source)]
    }

    static func record(_ id: Int, object: Int, time: Double = 61_000) -> OutgoingRecord {
        OutgoingRecord(value: Bytes(utf8: "\(id) \(object) \(time)"))
    }
}
