import AlertTesting
import Bytes
import Foundation
import Testing

@testable import AlertStreams

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct WriterTests {
    @Test func `a second writer is told who holds the topic`() async throws {
        try await LogFixture.with { log in
            let first = log.stream
            let producer = try await first.producer(to: log.topic)
            await #expect { _ = try await log.stream.producer(to: log.topic) } throws: { error in
                "\(error)".contains("process \(getpid())") && (error as? StreamError)?.isRetryable == true
            }
            try await producer.close()
            let second = log.stream
            _ = try await second.producer(to: log.topic)
            await second.close()
        }
    }

    @Test func `a lock goes with its file, also while a child process holds a copy of the descriptor`() async throws {
        try await TemporaryFolder.with { folder in
            let path = "\(folder.path)/lock"
            var first: LogFile? = try LogFile(path, O_RDWR | O_CREAT)
            #expect(try first?.lock(exclusive: true) == true)
            let second = try LogFile(path, O_RDWR)
            #expect(try !second.lock(exclusive: true))
            let copy = dup(try #require(first?.descriptor))
            defer { close(copy) }
            first = nil
            #expect(try second.lock(exclusive: true))
        }
    }

    @Test func `producers of one stream share the topic's writer`() async throws {
        try await LogFixture.with { log in
            let stream = log.stream
            let (one, two) = (try await stream.producer(to: log.topic), try await stream.producer(to: log.topic))
            try await one.send(LogFixture.records(0..<2))
            try await one.close()
            await #expect(throws: StreamError.self) { try await one.send(LogFixture.records(0..<1)) }
            #expect(try await two.send(LogFixture.records(2..<3)).map(\.offset) == [2])
            try await two.close()
            let other = log.stream
            _ = try await other.producer(to: log.topic)
            await other.close()
            await stream.close()
        }
    }

    @Test(arguments: [EmbeddedOptions.Flush.everyBatch, .interval(.milliseconds(5)), .never])
    func `every flush rule keeps what was sent`(_ flush: EmbeddedOptions.Flush) async throws {
        try await LogFixture.with({ $0.flush = flush }) { log in
            for round in 0..<5 { try await log.write([LogFixture.records(round * 3..<round * 3 + 3)]) }
            #expect(try await log.readAll().records.map(\.value) == LogFixture.records(0..<15).map(\.value))
        }
    }

    @Test func `segments end at their size and offsets go on`() async throws {
        try await LogFixture.with({ $0.segmentBytes = 4000 }) { log in
            try await log.write((0..<30).map { LogFixture.records($0..<$0 + 1, count: 900) })
            #expect(try log.segments.count > 5)
            #expect(try log.segments.allSatisfy { try RawFile.read($0).count <= 4000 })
            #expect(try await log.readAll().records.map(\.position.offset) == Array(0..<30))
            #expect(try await log.readAll(from: .offsets([0: 17])).records.map(\.position.offset) == Array(17..<30))
            try await log.write([LogFixture.records(30..<31)])
            #expect(try await log.readAll().records.count == 31)
        }
    }

    @Test func `a record that is too large is refused and nothing of the call is written`() async throws {
        try await LogFixture.with({ $0.maxRecordBytes = 1000 }) { log in
            let stream = log.stream
            let producer = try await stream.producer(to: log.topic)
            await #expect(throws: StreamError.self) {
                try await producer.send(LogFixture.records(0..<1) + LogFixture.records(1..<2, count: 2000))
            }
            await stream.close()
            #expect(try await log.readAll().isEmpty)
        }
    }

    @Test(.enabled(if: getuid() == 0, "making a small file system needs root"))
    func `a full disk loses nothing and the call can be repeated`() async throws {
        try await SmallDisk.with(kilobytes: 1024) { disk in
            let stream = EmbeddedStream(directory: "\(disk)/streams", options: EmbeddedOptions(flush: .never))
            try await stream.createTopic("night", partitions: 1)
            let producer = try await stream.producer(to: "night")
            var sent = 0
            let failure = await #expect(throws: StreamError.self) {
                while true {
                    try await producer.send(LogFixture.records(sent..<sent + 3, count: 50_000))
                    sent += 3
                }
            }
            #expect(failure?.isRetryable == true && "\(failure as Any)".contains("No space left"))
            try FileManager.default.removeItem(atPath: "\(disk)/ballast")
            try await producer.send(LogFixture.records(sent..<sent + 3, count: 50_000))
            let consumer = try await stream.consumer(of: "night", start: .earliest)
            let seen = try await Conformance(stream: stream).take(sent + 3, from: consumer)
            #expect(seen.records.map(\.value) == LogFixture.records(0..<sent + 3, count: 50_000).map(\.value))
            #expect(seen.damaged.isEmpty && sent >= 3)
            await consumer.close()
            await stream.close()
        }
    }

    @Test(.enabled(if: getuid() == 0, "making a read-only file system needs root"))
    func `a read-only folder can be read and says why it cannot be written`() async throws {
        try await SmallDisk.with(kilobytes: 4096) { disk in
            let stream = EmbeddedStream(directory: "\(disk)/streams")
            try await stream.createTopic("night", partitions: 1)
            let producer = try await stream.producer(to: "night")
            try await producer.send(LogFixture.records(0..<3))
            try await producer.close()
            try SmallDisk.makeReadOnly(disk)
            await #expect { _ = try await stream.producer(to: "night") } throws: { error in
                "\(error)".contains("Read-only") && "\(error)".contains("\(disk)/streams/night")
            }
            await #expect(throws: StreamError.self) { try await stream.createTopic("other", partitions: 1) }
            let consumer = try await stream.consumer(of: "night", start: .earliest)
            #expect(try await consumer.poll(maxRecords: 10, timeout: .zero).records.count == 3)
            await consumer.close()
            await stream.close()
        }
    }
}

/// A small file system in memory, where this process may mount one.
enum SmallDisk {
    struct CannotMount: Error {}

    static func with(kilobytes: Int, _ body: (String) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            guard try run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path) == 0 else {
                try Test.cancel("this system does not let tests mount a file system")
            }
            defer { _ = try? run("umount", "-l", folder.path) }
            try RawFile.write([UInt8](repeating: 1, count: kilobytes * 1024 / 3), to: "\(folder.path)/ballast")
            try await body(folder.path)
        }
    }

    static func makeReadOnly(_ path: String) throws {
        guard try run("mount", "-o", "remount,ro", path) == 0 else { throw CannotMount() }
    }

    private static func run(_ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

@Suite struct RetentionTests {
    @Test func `size removes the oldest segments and never the one being written`() async throws {
        try await LogFixture.with({
            $0.segmentBytes = 4000
            $0.retention = RetentionPolicy(maxBytes: 12_000)
        }) { log in
            try await log.write((0..<40).map { LogFixture.records($0..<$0 + 1, count: 900) })
            try await log.write([LogFixture.records(40..<41, count: 900)])
            let total = try log.segments.reduce(0) { try $0 + RawFile.read($1).count }
            #expect(total <= 12_000 + 4000 && total > 0)
            let description = try #require(try await log.stream.topics().first?.partitions.first)
            #expect(description.firstOffset > 20 && description.nextOffset == 41)
            let seen = try await log.readAll(from: .offsets([0: 0]))
            #expect(seen.records.map(\.position.offset) == Array(description.firstOffset..<41))
            #expect(seen.gaps.map(\.offsets) == [0..<description.firstOffset])
            #expect(try await log.stream.fetch(topic: log.topic, at: RecordPosition(partition: 0, offset: 1)) == nil)
        }
    }

    @Test func `a topic keeps the limits it was made with, and takes new ones`() async throws {
        try await TemporaryFolder.with { folder in
            func stream(_ policy: RetentionPolicy) -> EmbeddedStream {
                EmbeddedStream(directory: folder.path, options: EmbeddedOptions(retention: policy))
            }
            func write(_ policy: RetentionPolicy = RetentionPolicy()) async throws -> Int64 {
                let writing = stream(policy)
                let producer = try await writing.producer(to: "kept")
                for number in 0..<24 {
                    try await producer.send(LogFixture.records(number..<number + 1, count: 500_000))
                }
                try await producer.close()
                let writer = try await writing.producer(to: "kept")  // which applies the limits
                let held = try #require(try await writing.topics().first?.partitions.first)
                try await writer.close()
                await writing.close()
                return held.nextOffset - held.firstOffset
            }
            try await stream(RetentionPolicy(maxBytes: 4_000_000)).createTopic("kept", partitions: 1)
            #expect(try await write() < 12)
            try await stream(RetentionPolicy()).createTopic("kept", partitions: 1)
            #expect(try await write() < 12)
            #expect(try await write(RetentionPolicy(maxBytes: 100_000_000)) > 24)
            try await stream(RetentionPolicy(maxBytes: 8_000_000)).createTopic("kept", partitions: 1)
            let held = try await write()
            #expect((13..<24).contains(held))
        }
    }

    @Test func `age removes segments by the time of writing, not by the records' own`() async throws {
        let clock = ManualClock(milliseconds: WallClock.milliseconds())
        try await LogFixture.with({
            $0.segmentBytes = 2500
            $0.retention = RetentionPolicy(maxAge: .seconds(3600))
            $0.now = clock.now
        }) { log in
            let old = (0..<10).map { OutgoingRecord(value: Conformance.packet($0, count: 900), timestampMs: 0) }
            try await log.write(old.map { [$0] })
            #expect(try log.segments.count == 5)
            clock.advance(by: .seconds(7200))
            try await log.write([])
            #expect(try log.segments.count == 1)
            #expect(try await log.readAll().records.isEmpty)
            #expect(try await log.stream.topics().first?.partitions.first?.nextOffset == 10)
        }
    }

    @Test func `a size far below a segment's is kept to`() async throws {
        try await LogFixture.with({ $0.retention = RetentionPolicy(maxBytes: 8 << 20) }) { log in
            // Retention is applied once a second, and at the opening.
            try await log.write((0..<24).map { LogFixture.records($0..<$0 + 1, count: 1_000_000) })
            try await log.write([])
            let total = try log.segments.reduce(0) { try $0 + RawFile.read($1).count }
            #expect(total <= 8 << 20 && total > 4 << 20)
            #expect(try await log.readAll().records.last?.position.offset == 23)
        }
    }

    @Test func `a segment that is old takes nothing more, so that its age ends`() async throws {
        let clock = ManualClock(milliseconds: WallClock.milliseconds())
        try await LogFixture.with({
            $0.retention = RetentionPolicy(maxAge: .seconds(3600))
            $0.now = clock.now
        }) { log in
            let stream = log.stream
            let producer = try await stream.producer(to: log.topic)
            for number in 0..<6 {
                try await producer.send(LogFixture.records(number..<number + 1, count: 100))
                clock.advance(by: .seconds(600))
            }
            #expect(try log.segments.count == 3)
            clock.advance(by: .seconds(3600))
            try await producer.send(LogFixture.records(6..<7, count: 100))
            #expect(try await log.readAll().records.map(\.position.offset) == [6])
            await stream.close()
        }
    }

    @Test func `records that a reader holds outlive their segment`() async throws {
        try await LogFixture.with({ $0.segmentBytes = 100_000 }) { log in
            try await log.write((0..<4).map { LogFixture.records($0..<$0 + 1, count: 60_000) })
            let held = try await log.readAll().records
            for segment in try log.segments { try FileManager.default.removeItem(atPath: segment) }
            #expect(held.map(\.value) == LogFixture.records(0..<4, count: 60_000).map(\.value))
        }
    }
}

@Suite struct IndexTests {
    private static func fill(_ log: LogFixture) async throws {
        let records = (0..<60).map {
            OutgoingRecord(value: Conformance.packet($0, count: 100_000), timestampMs: 1_000_000 + Int64($0) * 10)
        }
        try await log.write(records.map { [$0] })
    }

    private static func indexes(_ log: LogFixture) throws -> [String] {
        try log.segments.map { String($0.dropLast(4)) + ".index" }
    }

    private static func base(of index: String) -> Int64? {
        index.split(separator: "/").last.flatMap { Int64($0.dropLast(6)) }
    }

    private static func expectWhole(_ log: LogFixture) async throws {
        for offset in [0, 1, 29, 30, 59] as [Int64] {
            let record = try await log.stream.fetch(topic: log.topic, at: RecordPosition(partition: 0, offset: offset))
            #expect(record?.value == Conformance.packet(Int(offset), count: 100_000))
        }
        let since = try await log.readAll(from: .since(timestampMs: 1_000_401))
        #expect(since.records.first?.position.offset == 41)
        #expect(try await log.readAll(from: .since(timestampMs: 9_000_000)).records.isEmpty)
    }

    @Test func `offsets and times are found with the index and without it`() async throws {
        try await LogFixture.with({ $0.segmentBytes = 3 << 20 }) { log in
            try await Self.fill(log)
            #expect(try Self.indexes(log).allSatisfy { try RawFile.read($0).count > OffsetIndex.headCount })
            try await Self.expectWhole(log)
            for index in try Self.indexes(log) { try FileManager.default.removeItem(atPath: index) }
            try await Self.expectWhole(log)
            _ = try await log.recover()
            #expect(try Self.indexes(log).allSatisfy { try RawFile.read($0).count > OffsetIndex.headCount })
        }
    }

    @Test func `a stale or damaged index is not believed`() async throws {
        try await LogFixture.with({ $0.segmentBytes = 3 << 20 }) { log in
            try await Self.fill(log)
            var generator = SplitMix(seed: 3)
            for index in try Self.indexes(log) {
                var lying = OffsetIndex(base: try #require(Self.base(of: index)))
                lying.append(OffsetIndex.Entry(offset: 1, position: 1 << 20, maxTimestampBefore: 0))
                for round in 0..<3 {
                    var bytes = round == 0 ? lying.encoded : try RawFile.read(index)
                    if round > 0 { bytes[.random(in: 0..<bytes.count, using: &generator)] ^= 0x81 }
                    try RawFile.write(bytes, to: index)
                    try await Self.expectWhole(log)
                }
            }
        }
    }
}
