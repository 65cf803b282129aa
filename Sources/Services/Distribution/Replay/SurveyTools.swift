import AlertModel
import Avro
import Bytes

/// What a replay must know of the surveys: which numbers in a packet are identifiers and times.
final class SurveyTools {
    private let decoder: AlertDecoder
    /// By the schema's name and fingerprint; nil where the survey is not mapped.
    private var shifters: [String: PacketShifter?] = [:]

    init(decoder: AlertDecoder) { self.decoder = decoder }

    /// The record's datum, shifted; nil where its survey is not mapped.
    func shifted(_ record: PacketRecord, by shift: PacketShift) throws -> Bytes? {
        try shifter(of: record.schema)?.shift(record.datum, ids: shift.ids, days: shift.days)
    }

    /// MJD TAI; nil where the survey is not mapped.
    func time(of record: PacketRecord) -> Double? {
        (try? decoder.decode(record.datum, schema: record.schema))?.source.midpointMjdTai
    }

    private func shifter(of schema: Schema) -> PacketShifter? {
        let key = "\(schema.name.map { "\($0)" } ?? "")/\(schema.nodes.count)"
        if let known = shifters[key] { return known }
        let shifter = try? PacketShifter(schema: schema)
        shifters[key] = shifter
        return shifter
    }
}
