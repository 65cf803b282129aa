import AlertModel
import Avro
import Bytes

/// What a replay must know of packets: which numbers in them are identifiers and times.
final class SurveyTools {
    private let decoder: AlertDecoder
    /// By the schema's name and size, of which a night has one or two.
    private var shifters: [String: PacketShifter] = [:]

    init(decoder: AlertDecoder) { self.decoder = decoder }

    /// The record's datum, shifted.
    func shifted(_ record: PacketRecord, by shift: PacketShift) throws -> Bytes {
        try shifter(of: record.schema).shift(record.datum, idShift: shift.ids, daysShift: shift.days)
    }

    /// MJD TAI; nil where the survey is not mapped.
    func time(of record: PacketRecord) -> Double? {
        (try? decoder.decode(record.datum, schema: record.schema))?.source.midpointMjdTai
    }

    private func shifter(of schema: Schema) -> PacketShifter {
        let key = "\(schema.name.map { "\($0)" } ?? "")/\(schema.nodes.count)"
        if let known = shifters[key] { return known }
        let shifter = PacketShifter(schema: schema)
        shifters[key] = shifter
        return shifter
    }
}
