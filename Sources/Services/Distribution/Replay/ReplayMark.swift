import AlertStreams
import Bytes

/// A header that says which packet of which replay a record is, so that a replay that was killed can go on.
///
/// Packet n of a replay always goes to partition n modulo the number of partitions, so within a partition the
/// numbers grow, and the newest record of each partition says what was sent.
struct ReplayMark: Hashable {
    static let headerName = "tocsin-replay"

    var name: String
    var number: Int64

    var header: RecordHeader { RecordHeader(Self.headerName, Bytes(utf8: "\(name)/\(number)")) }

    init(name: String, number: Int64) {
        self.name = name
        self.number = number
    }

    init?(_ record: StreamRecord) {
        guard let text = record.headers.first(where: { $0.name == Self.headerName })?.value.utf8Text,
            let slash = text.lastIndex(of: "/"), let number = Int64(text[text.index(after: slash)...])
        else { return nil }
        self.init(name: String(text[..<slash]), number: number)
    }

    /// By partition, the number of the newest packet of the replay `name`, and -1 where a partition holds none.
    static func newest(_ name: String, in stream: any AlertStream, topic: String) async throws -> [Int32: Int64] {
        guard let description = try await stream.topics().first(where: { $0.name == topic }) else { return [:] }
        var newest: [Int32: Int64] = [:]
        for partition in description.partitions {
            newest[partition.id] = try await newestNumber(name, in: partition, stream, topic: topic)
        }
        return newest
    }

    /// Looks at the newest record, and further back where that one is of another replay.
    private static func newestNumber(
        _ name: String, in partition: PartitionDescription, _ stream: any AlertStream, topic: String
    ) async throws -> Int64 {
        var end = partition.nextOffset
        while end > partition.firstOffset {
            let start = max(partition.firstOffset, end - 64)
            let consumer = try await stream.consumer(of: topic, start: .offsets([partition.id: start]))
            let found = try await highest(name, consumer, partition: partition.id, until: end)
            await consumer.close()
            if let found { return found }
            end = start
        }
        return -1
    }

    private static func highest(
        _ name: String, _ consumer: any StreamConsumer, partition: Int32, until end: Int64
    ) async throws -> Int64? {
        var found: Int64?
        var idle = 0
        var next: Int64 = -1
        while next < end, idle < 5 {
            let batch = try await consumer.poll(maxRecords: 64, timeout: .seconds(2))
            idle = batch.isEmpty ? idle + 1 : 0
            for record in batch.records + batch.damaged.map(\.record) {
                next = max(next, record.position.offset + 1)
                if let mark = ReplayMark(record), mark.name == name { found = max(found ?? -1, mark.number) }
            }
            for gap in batch.gaps { next = max(next, gap.offsets.upperBound) }
        }
        return found
    }
}
