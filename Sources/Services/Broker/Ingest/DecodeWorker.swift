internal import AlertModel
internal import AlertStore
internal import AlertStreams
internal import Bytes

/// A record, or one that was damaged on its way.
struct ReadRecord: Sendable {
    var record: StreamRecord
    var damage: String?
}

/// Decodes packets with a decoder of its own.
actor DecodeWorker {
    private let decoder: any PacketDecoder
    private let topic: String

    init(topic: String, makeDecoder: @Sendable () -> any PacketDecoder) {
        self.topic = topic
        decoder = makeDecoder()
    }

    func decode(_ records: ArraySlice<ReadRecord>) -> [IngestItem] { records.map(item) }

    private func item(_ read: ReadRecord) -> IngestItem {
        let position = read.record.position
        let reference = PacketReference(topic: topic, partition: position.partition, offset: position.offset)
        return IngestItem(reference: reference, content: content(read))
    }

    private func content(_ read: ReadRecord) -> IngestItem.Content {
        let packet = read.record.value
        if let damage = read.damage { return rejected("digest", damage, packet) }
        do throws(PacketRefusal) {
            let alerts = try decoder.decode(packet)
            if let problem = alerts.lazy.compactMap(\.storeProblem).first {
                return rejected("mapping", problem, packet)
            }
            guard !alerts.isEmpty else { return rejected("decode", "the container holds no record", packet) }
            return .alerts(alerts.map(withoutStamps))
        } catch {
            return rejected(error.reason, error.description, packet)
        }
    }

    /// The bytes are copied, so that they do not keep a part of the log in memory.
    private func rejected(_ reason: String, _ detail: String, _ packet: Bytes) -> IngestItem.Content {
        .rejected(Rejection(reason: reason, detail: detail, bytes: packet.detached))
    }

    /// Stamps stay in the log; the store refers to their packet.
    private func withoutStamps(_ alert: Alert) -> Alert {
        var alert = alert
        alert.stamps = Stamps()
        return alert
    }
}
