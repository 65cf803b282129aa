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

/// Packets of files, folders and archives, one after another.
final class PacketSource {
    private let files: PacketFiles
    private let opener: PacketOpener
    private let keepsDamaged: Bool
    private var waiting: [SourcePacket] = []
    private var delayed: DistributionError?
    private var shifters = ShifterCache()

    init(paths: [String], opener: PacketOpener, keepsDamaged: Bool) throws(DistributionError) {
        files = try PacketFiles(paths: paths)
        self.opener = opener
        self.keepsDamaged = keepsDamaged
    }

    /// The next packet, or nil at the end. After a `DistributionError` that `isBadInput` the next call goes on.
    func next() throws -> SourcePacket? {
        while true {
            if let packet = waiting.popLast() { return packet }
            if let error = delayed {
                delayed = nil
                throw error
            }
            guard let file = try files.next() else { return nil }
            try open(file)
        }
    }

    private func open(_ file: PacketFile) throws {
        do {
            try opener.open(file.contents, origin: file.origin) { waiting.append(try packet($0)) }
        } catch let error as DistributionError {
            guard error.isBadInput else { throw error }
            if keepsDamaged && waiting.isEmpty {
                waiting.append(SourcePacket(origin: file.origin, bytes: file.contents))
            } else {
                delayed = error
            }
        }
        waiting.reverse()
    }

    private func packet(_ record: PacketRecord) throws -> SourcePacket {
        let bytes = try record.file ?? PacketWrapping.container(record.datum, schema: record.schema)
        return SourcePacket(origin: record.origin, bytes: bytes, record: record)
    }

    /// The packet's bytes with identifiers and times shifted; as they are where it is of no survey that we know.
    func shifted(_ packet: SourcePacket, by shift: PacketShift) throws -> Bytes {
        guard let record = packet.record, let shifter = shifters.shifter(of: record.schema) else { return packet.bytes }
        let datum = try shifter.shift(record.datum, ids: shift.ids, days: shift.days)
        switch record.framing {
        case .container: return try PacketWrapping.container(datum, schema: record.schema)
        case .confluent, .singleObject: return try record.framing.frame(datum)
        }
    }
}
