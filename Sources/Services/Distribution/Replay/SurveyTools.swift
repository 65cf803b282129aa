import AlertModel
import Avro
import Bytes

/// What a replay must know of packets: which numbers in them are identifiers and times.
final class SurveyTools {
    private let decoder: AlertDecoder
    /// The one used last in front. Schemas of one name and size can differ; the same schema's values share their memory,
    /// which makes the comparison short.
    private var shifters: [(schema: Schema, shifter: PacketShifter)] = []

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
        if let place = shifters.firstIndex(where: { $0.schema == schema }) {
            if place > 0 { shifters.swapAt(0, place) }
        } else {
            shifters.insert((schema, PacketShifter(schema: schema)), at: 0)
        }
        return shifters[0].shifter
    }
}
