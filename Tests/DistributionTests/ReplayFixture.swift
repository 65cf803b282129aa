import AlertModel
import AlertStreams
import AlertTesting
import Avro
import Bytes
import Foundation
import Testing

@testable import Distribution

/// A folder of packets and a topic in memory to replay them to.
struct ReplayFixture {
    static let topic = "alerts"

    let folder = ScratchFolder()
    let stream = MemoryStream()

    static func with(partitions: Int) async throws -> ReplayFixture {
        let fixture = ReplayFixture()
        try await fixture.stream.createTopic(topic, partitions: partitions)
        return fixture
    }

    /// Writes packets as files of one record each, in Confluent framing; they are read in this order.
    @discardableResult
    func writePackets(_ count: Int, folder name: String = "night") throws -> [Bytes] {
        let packets = Array(try Self.made.get().prefix(count))
        for (number, packet) in packets.enumerated() {
            try folder.write("\(name)/\(String(format: "%05d", number)).avro", packet.array)
        }
        return packets
    }

    /// Made once: making them takes longer than the tests do.
    private static let made = Result {
        let synthetic = SyntheticPackets(seed: 7, objectCount: 6, historyLength: 1)
        return try (0..<24).map { try synthetic.lsst($0) }
    }

    func path(_ name: String = "night") -> String { folder.path + "/" + name }

    @discardableResult
    func replay(
        _ name: String = "night", files: String = "night", loops: Int? = 1, limit: Int? = nil,
        _ change: (inout ReplayPlan) -> Void = { _ in }
    ) async throws -> ReplayProgress {
        try await make(name, files: files, loops: loops, limit: limit, change).run(to: stream, topic: Self.topic)
    }

    func make(
        _ name: String = "night", files: String = "night", loops: Int? = 1, limit: Int? = nil,
        _ change: (inout ReplayPlan) -> Void = { _ in }
    ) -> Replay {
        var plan = ReplayPlan(name: name, loops: loops, limit: limit)
        change(&plan)
        return Replay(paths: [path(files)], plan: plan)
    }

    /// All records of the topic, by partition and offset.
    func records() async throws -> [StreamRecord] {
        var records: [StreamRecord] = []
        for partition in try await stream.topics()[0].partitions {
            for offset in partition.firstOffset..<partition.nextOffset {
                let position = RecordPosition(partition: partition.id, offset: offset)
                records.append(try #require(await stream.fetch(topic: Self.topic, at: position)))
            }
        }
        return records
    }

    /// Records of the replay `name`, in the order of its packets.
    func values(of name: String = "night") async throws -> [Bytes] {
        try await records().compactMap { record in ReplayMark(record).map { ($0, record.value) } }
            .filter { $0.0.name == name }.sorted { $0.0.number < $1.0.number }.map(\.1)
    }
}
