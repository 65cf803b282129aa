import Bytes
import Foundation
import Logging
import Synchronization

@testable import AlertStreams

/// A topic of one partition in a temporary folder, with its files at hand.
struct LogFixture: Sendable {
    let folder: TemporaryFolder
    let topic = "night"
    var options: EmbeddedOptions

    static func with(
        _ change: (inout EmbeddedOptions) -> Void = { _ in }, _ body: (LogFixture) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            var options = EmbeddedOptions(flush: .never)
            options.logger.logLevel = .critical
            change(&options)
            let fixture = LogFixture(folder: folder, options: options)
            try await fixture.stream.createTopic(fixture.topic, partitions: 1)
            try await body(fixture)
        }
    }

    /// A stream of its own, as another process has.
    var stream: EmbeddedStream { EmbeddedStream(directory: folder.path, options: options) }

    var partition: String { "\(folder.path)/\(topic)/0" }
    var segments: [String] {
        get throws { try TopicFolder.segments(partition).map { TopicFolder.segment(partition, $0) } }
    }

    /// Opens the topic, sends each group as one call, and closes.
    func write(_ groups: [[OutgoingRecord]]) async throws {
        let stream = stream
        let producer = try await stream.producer(to: topic)
        for group in groups { try await producer.send(group) }
        await stream.close()
    }

    /// Everything that a new reader gets.
    func readAll(from start: ConsumerStart = .earliest) async throws -> RecordBatch {
        let consumer = try await stream.consumer(of: topic, start: start)
        var all = RecordBatch(records: [])
        while true {
            let batch = try await consumer.poll(maxRecords: 1000, timeout: .zero)
            if batch.isEmpty { break }
            all.records += batch.records
            all.damaged += batch.damaged
            all.gaps += batch.gaps
        }
        await consumer.close()
        return all
    }

    /// Opens the topic for writing and closes it; what that repaired.
    func recover() async throws -> [RecoveryReport] {
        let reports = Mutex<[RecoveryReport]>([])
        var copy = self
        copy.options.onRecovery = { report in reports.withLock { $0.append(report) } }
        try await withoutActuallyEscapingStream(copy)
        return reports.withLock { $0 }
    }

    private func withoutActuallyEscapingStream(_ fixture: LogFixture) async throws {
        let stream = fixture.stream
        _ = try await stream.producer(to: topic)
        await stream.close()
    }

    static func records(_ range: Range<Int>, count: Int = 100) -> [OutgoingRecord] {
        range.map { OutgoingRecord(value: Conformance.packet($0, count: count)) }
    }
}

enum RawFile {
    static func read(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: path))) }

    static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
        try Data(bytes).write(to: URL(filePath: path))
    }
}
