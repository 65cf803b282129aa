import AlertStreams
import AlertTesting
import Bytes
import Testing

/// What every engine must do. Each function makes a topic of its own, so that one stream serves them all.
struct Conformance {
    let stream: any AlertStream
    /// How long a record may take to arrive.
    var patience: Duration = .seconds(20)
    /// Whether group membership can be tested in reasonable time.
    var groupPatience: Duration = .seconds(20)
    /// Whether the engine under test finds offsets by time.
    var findsTimes = true

    func freshTopic(_ partitions: Int = 1) async throws -> String {
        let name = "conformance-\(UInt64.random(in: 0...UInt64.max))"
        try await stream.createTopic(name, partitions: partitions)
        return name
    }

    /// Polls until `count` records came.
    func take(_ count: Int, from consumer: any StreamConsumer) async throws -> RecordBatch {
        var all = RecordBatch(records: [])
        let deadline = ContinuousClock.now + patience
        while all.records.count + all.damaged.count < count, ContinuousClock.now < deadline {
            let batch = try await consumer.poll(maxRecords: count, timeout: .milliseconds(500))
            all.records += batch.records
            all.damaged += batch.damaged
            all.gaps += batch.gaps
        }
        return all
    }

    static func packet(_ number: Int, count: Int = 1000) -> Bytes {
        var generator = SplitMix(seed: UInt64(number))
        return Bytes((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    func recordsComeBackWhole() async throws {
        let topic = try await freshTopic()
        let producer = try await stream.producer(to: topic)
        let outgoing = [
            OutgoingRecord(
                value: Self.packet(1), key: [1, 2, 0, 255],
                headers: [RecordHeader("producer_timestamp", Bytes(utf8: "1.5")), RecordHeader("empty", [])],
                timestampMs: 1_772_000_000_123),
            OutgoingRecord(value: Self.packet(2, count: 200_000), timestampMs: 1_772_000_000_124),
            OutgoingRecord(value: [], key: [], timestampMs: 1_772_000_000_125),
        ]
        let positions = try await producer.send(outgoing)
        try await producer.flush()
        #expect(positions == (0..<3).map { RecordPosition(partition: 0, offset: $0) })
        let consumer = try await stream.consumer(of: topic, start: .earliest)
        let batch = try await take(3, from: consumer)
        #expect(batch.damaged.isEmpty && batch.gaps.isEmpty)
        try #require(batch.records.count == 3)
        for (sent, got) in zip(outgoing, batch.records) {
            #expect(got.value == sent.value)
            #expect(got.key ?? [] == sent.key ?? [])
            #expect(got.timestampMs == sent.timestampMs)
            #expect(got.headers == sent.headers + [PacketDigest.header(for: sent.value)])
        }
        #expect(batch.records.map(\.position) == positions)
        await consumer.close()
        try await producer.close()
    }

    func orderHoldsWithinAPartition() async throws {
        let topic = try await freshTopic(3)
        let producer = try await stream.producer(to: topic)
        var sent: [Int32: [Bytes]] = [:]
        for round in 0..<20 {
            let values = (0..<9).map { Bytes(utf8: "\(round)/\($0)") }
            let positions = try await producer.send(
                values.enumerated().map { OutgoingRecord(value: $1, partition: Int32($0 % 3)) })
            for (value, position) in zip(values, positions) { sent[position.partition, default: []].append(value) }
        }
        let consumer = try await stream.consumer(of: topic, start: .earliest)
        let batch = try await take(180, from: consumer)
        #expect(batch.records.count == 180)
        let got = Dictionary(grouping: batch.records, by: \.position.partition)
        for partition in 0..<Int32(3) {
            #expect(got[partition]?.map(\.value) == sent[partition])
            #expect(got[partition]?.map(\.position.offset) == Array(0..<60))
        }
        await consumer.close()
        try await producer.close()
    }

    func oneKeyGoesToOnePartition() async throws {
        let topic = try await freshTopic(4)
        let producer = try await stream.producer(to: topic)
        let records = (0..<64).map { OutgoingRecord(value: [UInt8($0)], key: Bytes(utf8: "object-\($0 % 16)")) }
        let positions = try await producer.send(records)
        let partitions = Dictionary(grouping: zip(records, positions), by: { $0.0.key })
        for (_, group) in partitions { #expect(Set(group.map(\.1.partition)).count == 1) }
        #expect(Set(positions.map(\.partition)).count > 1)
        try await producer.close()
    }

    func aReaderBeginsWhereItIsTold() async throws {
        let topic = try await freshTopic()
        let producer = try await stream.producer(to: topic)
        try await producer.send(
            (0..<10).map { OutgoingRecord(value: [UInt8($0)], timestampMs: 1_772_000_000_000 + Int64($0) * 1000) })
        try await producer.flush()
        let latest = try await stream.consumer(of: topic, start: .latest)
        _ = try await latest.poll(maxRecords: 10, timeout: .milliseconds(300))
        let own = try await stream.consumer(of: topic, start: .offsets([0: 7]))
        #expect(try await take(3, from: own).records.map(\.value) == [[7], [8], [9]])
        if findsTimes {
            let since = try await stream.consumer(of: topic, start: .since(timestampMs: 1_772_000_004_500))
            let found = try await take(5, from: since).records.map(\.position.offset)
            #expect(found == [5, 6, 7, 8, 9])
            await since.close()
        }
        try await producer.send([OutgoingRecord(value: [10])])
        #expect(try await take(1, from: latest).records.map(\.value) == [[10]])
        try await own.seek(partition: 0, to: 2)
        #expect(try await take(2, from: own).records.first?.value == [2])
        #expect(try await own.endOffsets() == [0: 11])
        #expect(try await own.assignment() == [0])
        for consumer in [latest, own] { await consumer.close() }
        try await producer.close()
    }

    func aPollWithoutRecordsWaitsAndEndsEmpty() async throws {
        let topic = try await freshTopic()
        let consumer = try await stream.consumer(of: topic, start: .earliest)
        let begin = ContinuousClock.now
        let batch = try await consumer.poll(maxRecords: 10, timeout: .milliseconds(200))
        #expect(batch.isEmpty)
        #expect(ContinuousClock.now - begin >= .milliseconds(150))
        await consumer.close()
    }

    func aGroupGoesOnAfterItsCommit() async throws {
        let topic = try await freshTopic()
        let producer = try await stream.producer(to: topic)
        try await producer.send((0..<10).map { OutgoingRecord(value: [UInt8($0)]) })
        try await producer.flush()
        let group = "group-of-\(topic)"
        let first = try await stream.consumer(of: topic, start: .group(group))
        let batch = try await withPatience(groupPatience).take(6, from: first)
        #expect(batch.records.first?.value == [0])
        try await first.commit([0: 4])
        await first.close()
        let second = try await stream.consumer(of: topic, start: .group(group))
        let rest = try await withPatience(groupPatience).take(6, from: second)
        #expect(rest.records.map(\.value) == (4..<10).map { [UInt8($0)] })
        await second.close()
        try await producer.close()
    }

    private func withPatience(_ patience: Duration) -> Conformance {
        var copy = self
        copy.patience = patience
        return copy
    }

    func aMismatchedDigestSetsTheRecordAside() async throws {
        let topic = try await freshTopic()
        let producer = try await stream.producer(to: topic)
        let wrong = PacketDigest.header(for: Bytes(utf8: "another packet"))
        try await producer.send([
            OutgoingRecord(value: Bytes(utf8: "good")),
            OutgoingRecord(value: Bytes(utf8: "changed on the way"), headers: [wrong]),
            OutgoingRecord(value: Bytes(utf8: "good again")),
        ])
        let consumer = try await stream.consumer(of: topic, start: .earliest)
        let batch = try await take(3, from: consumer)
        #expect(batch.records.map(\.value.utf8Text) == ["good", "good again"])
        #expect(batch.damaged.map(\.record.value.utf8Text) == ["changed on the way"])
        #expect(batch.damaged.first?.reason.contains("crc32c:") == true)
        await consumer.close()
        try await producer.close()
    }

    func unknownTopicsAreNamed() async throws {
        await #expect { _ = try await stream.producer(to: "no-such-topic") } throws: { error in
            (error as? StreamError)?.isUnknownTopic == true && "\(error)".contains("no-such-topic")
        }
        await #expect { _ = try await stream.consumer(of: "no-such-topic", start: .earliest) } throws: { error in
            (error as? StreamError)?.isUnknownTopic == true
        }
    }

    func topicsAreMadeOnceAndListed() async throws {
        let topic = try await freshTopic(3)
        try await stream.createTopic(topic, partitions: 3)
        await #expect(throws: StreamError.self) { try await stream.createTopic(topic, partitions: 4) }
        await #expect(throws: StreamError.self) { try await stream.createTopic("../escape", partitions: 1) }
        let producer = try await stream.producer(to: topic)
        try await producer.send([OutgoingRecord(value: [1], partition: 2)])
        try await producer.flush()
        let description = try #require(try await stream.topics().first { $0.name == topic })
        #expect(description.partitions.map(\.id) == [0, 1, 2])
        #expect(description.partitions.map(\.nextOffset) == [0, 0, 1])
        try await producer.close()
    }

    func aRecordIsFetchedByItsPosition() async throws {
        guard let fetcher = stream as? any RecordFetcher else { return }
        let topic = try await freshTopic(2)
        let producer = try await stream.producer(to: topic)
        let values = (0..<50).map { Self.packet($0, count: 3000) }
        let positions = try await producer.send(values.map { OutgoingRecord(value: $0) })
        try await producer.flush()
        for (value, position) in zip(values, positions).reversed() {
            #expect(try await fetcher.fetch(topic: topic, at: position)?.value == value)
        }
        let beyond = RecordPosition(partition: 0, offset: 1000)
        #expect(try await fetcher.fetch(topic: topic, at: beyond) == nil)
        try await producer.close()
    }

    func producingAndConsumingGoOnTogether() async throws {
        let topic = try await freshTopic(2)
        let consumer = try await stream.consumer(of: topic, start: .earliest)
        let producer = try await stream.producer(to: topic)
        async let sending: Void = {
            for round in 0..<50 {
                try await producer.send((0..<10).map { OutgoingRecord(value: Self.packet(round * 10 + $0)) })
            }
            try await producer.flush()
        }()
        let batch = try await take(500, from: consumer)
        try await sending
        #expect(Set(batch.records.map(\.value)) == Set((0..<500).map { Self.packet($0) }))
        #expect(batch.records.count == 500)
        await consumer.close()
        try await producer.close()
    }
}
