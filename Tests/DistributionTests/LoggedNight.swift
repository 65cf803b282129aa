import AlertStreams
import AlertTesting
import Bytes
import Foundation
import Logging
import Testing

@testable import Distribution

/// A topic on disk, with its files at hand.
struct LoggedNight {
    private let folder = ScratchFolder()

    /// A stream of its own, as another process has.
    var stream: EmbeddedStream { stream(segmentBytes: 1 << 30) }

    private func stream(segmentBytes: Int) -> EmbeddedStream {
        var options = EmbeddedOptions(flush: .never)
        options.segmentBytes = segmentBytes
        options.logger.logLevel = .critical
        return EmbeddedStream(directory: folder.path, options: options)
    }

    /// Each batch is sent, and so written, by itself. Records have 100 bytes and begin with `record NUMBER `.
    func write(
        batches: Int, of count: Int, partitions: Int = 1, segmentBytes: Int = 1 << 30,
        headers: (Int32, Int) -> [RecordHeader] = { _, _ in [] }
    ) async throws {
        let stream = stream(segmentBytes: segmentBytes)
        try await stream.createTopic("night", partitions: partitions)
        let producer = try await stream.producer(to: "night")
        for batch in 0..<batches {
            for partition in 0..<Int32(partitions) {
                try await producer.send(
                    (batch * count..<(batch + 1) * count).map { number in
                        let text = "record \(number) ".padding(toLength: 100, withPad: ".", startingAt: 0)
                        return OutgoingRecord(
                            value: Bytes(utf8: text), headers: headers(partition, number), partition: partition)
                    })
            }
        }
        try await producer.close()
        await stream.close()
    }

    func verify() async throws -> TopicVerification {
        let stream = stream
        let tally = try await TopicVerification.run(stream, topic: "night") { _ in }
        await stream.close()
        return tally
    }

    /// The segments of partition 0, oldest first.
    func segments() throws -> [String] {
        let partition = folder.path + "/night/0"
        let names = try FileManager.default.contentsOfDirectory(atPath: partition)
        return names.filter { $0.hasSuffix(".log") }.sorted().map { partition + "/" + $0 }
    }

    /// Flips a bit in the first place where the oldest segment of partition 0 has `text`.
    func flip(byteOf text: String) throws {
        let url = URL(filePath: try #require(try segments().first))
        var data = try Data(contentsOf: url)
        let place = try #require(data.firstRange(of: Data(text.utf8)))
        data[place.lowerBound + 1] ^= 4
        try data.write(to: url)
    }
}

/// A stream whose topic says that it holds offsets 3 to 9, and gives none.
struct SilentStream: AlertStream, StreamConsumer {
    func createTopic(_ name: String, partitions: Int) async throws {}
    func topics() async throws -> [TopicDescription] {
        [TopicDescription(name: "night", partitions: [PartitionDescription(id: 0, firstOffset: 3, nextOffset: 10)])]
    }
    func producer(to topic: String) async throws -> any StreamProducer {
        try await MemoryStream().producer(to: topic)
    }
    func consumer(of topic: String, start: ConsumerStart) async throws -> any StreamConsumer { self }
    func poll(maxRecords: Int, timeout: Duration) async throws -> RecordBatch { RecordBatch(records: []) }
    func commit(_ next: [Int32: Int64]) async throws {}
    func assignment() async throws -> [Int32] { [0] }
    func endOffsets() async throws -> [Int32: Int64] { [0: 10] }
    func seek(partition: Int32, to offset: Int64) async throws {}
    func close() async {}
}
