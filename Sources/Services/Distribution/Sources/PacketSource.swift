import AlertModel
import Avro
import Bytes

/// A packet on its way to a topic.
struct SourcePacket {
    var origin: String
    /// As the topic will hold it: a file's own bytes where it holds one record, else the record in a container of its own.
    var bytes: Bytes
    /// Nil where the bytes are no packet and are sent all the same.
    var record: PacketRecord?
}

/// Records as packets to send, with identifiers and times shifted where that is wanted.
final class PacketSource {
    private let records: PacketRecords
    private let keepsDamaged: Bool
    private let surveys: SurveyTools

    init(paths: [String], opener: PacketOpener, surveys: SurveyTools, keepsDamaged: Bool) throws(DistributionError) {
        records = try PacketRecords(paths: paths, opener: opener)
        self.surveys = surveys
        self.keepsDamaged = keepsDamaged
    }

    var passedOver: [String: Int] { records.passedOver }

    /// The next packet, or nil at the end. After a `DistributionError` that `isBadInput` the next call goes on.
    func next() throws -> SourcePacket? {
        do {
            guard let record = try records.next() else { return nil }
            return SourcePacket(origin: record.origin, bytes: record.alone, record: record)
        } catch let error as DistributionError where error.isBadInput {
            guard keepsDamaged, let file = records.refused else { throw error }
            return SourcePacket(origin: file.origin, bytes: file.contents)
        }
    }

    /// The packet's bytes with identifiers and times shifted; as they are where they are no packet.
    func shifted(_ packet: SourcePacket, by shift: PacketShift) throws -> Bytes {
        guard let record = packet.record else {
            return packet.bytes
        }
        do {
            return record.wrapped(try surveys.shifted(record, by: shift))
        } catch let error as AlertModelError {
            throw DistributionError(.badOption, origin: packet.origin, "it cannot be sent in a further loop: \(error)")
        }
    }

    /// When the packet's source was observed, MJD TAI; nil where that is not known.
    func time(of packet: SourcePacket) -> Double? {
        packet.record.flatMap { surveys.time(of: $0) }
    }
}
