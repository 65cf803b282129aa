import AlertStreams
import Bytes
import CRDKafka
import Logging
import Synchronization
import Testing

/// The Kafka engine against librdkafka's mock cluster.
@Suite(.serialized) struct KafkaMockTests {
    private func run(_ body: (Conformance) async throws -> Void) async throws {
        let cluster = try MockCluster()
        try await body(Conformance(stream: cluster, findsTimes: false))
        await cluster.close()
    }

    @Test func `records come back whole`() async throws { try await run { try await $0.recordsComeBackWhole() } }

    @Test func `order holds within a partition`() async throws {
        try await run { try await $0.orderHoldsWithinAPartition() }
    }

    @Test func `one key goes to one partition`() async throws {
        try await run { try await $0.oneKeyGoesToOnePartition() }
    }

    @Test func `a reader begins where it is told`() async throws {
        try await run { try await $0.aReaderBeginsWhereItIsTold() }
    }

    @Test func `a poll without records waits and ends empty`() async throws {
        try await run { try await $0.aPollWithoutRecordsWaitsAndEndsEmpty() }
    }

    @Test func `a group goes on after its commit`() async throws {
        try await run { try await $0.aGroupGoesOnAfterItsCommit() }
    }

    @Test func `a mismatched digest sets the record aside`() async throws {
        try await run { try await $0.aMismatchedDigestSetsTheRecordAside() }
    }

    @Test func `unknown topics are named`() async throws { try await run { try await $0.unknownTopicsAreNamed() } }

    @Test func `a record is fetched by its position`() async throws {
        try await run { try await $0.aRecordIsFetchedByItsPosition() }
    }

    @Test func `producing and consuming go on together`() async throws {
        try await run { try await $0.producingAndConsumingGoOnTogether() }
    }

    @Test(arguments: KafkaConfiguration.Compression.allCases)
    func `every compression comes back whole`(_ compression: KafkaConfiguration.Compression) async throws {
        let cluster = try MockCluster { $0.compression = compression }
        try await Conformance(stream: cluster).recordsComeBackWhole()
        await cluster.close()
    }

    @Test func `a broker that goes away loses nothing`() async throws {
        let troubles = Mutex(0)
        let cluster = try MockCluster { configuration in
            configuration.onTrouble = { _ in troubles.withLock { $0 += 1 } }
        }
        try await cluster.createTopic("away", partitions: 1)
        let producer = try await cluster.producer(to: "away")
        let consumer = try await cluster.consumer(of: "away", start: .earliest)
        try await producer.send([OutgoingRecord(value: [0])])
        cluster.setBroker(up: false)
        async let sending = producer.send((1..<100).map { OutgoingRecord(value: [UInt8($0)]) })
        try await Task.sleep(for: .seconds(2))
        cluster.setBroker(up: true)
        _ = try await sending
        let batch = try await Conformance(stream: cluster).take(100, from: consumer)
        #expect(batch.records.map(\.value) == (0..<100).map { [UInt8($0)] })
        #expect(troubles.withLock { $0 } > 0)
        await consumer.close()
        await cluster.close()
    }

    @Test func `errors that pass are tried again without a second copy`() async throws {
        let cluster = try MockCluster()
        try await cluster.createTopic("again", partitions: 1)
        let producer = try await cluster.producer(to: "again")
        cluster.failNextProduce(RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, times: 3)
        for number in 0..<10 { try await producer.send([OutgoingRecord(value: [UInt8(number)])]) }
        let consumer = try await cluster.consumer(of: "again", start: .earliest)
        let batch = try await Conformance(stream: cluster).take(10, from: consumer)
        #expect(batch.records.map(\.value) == (0..<10).map { [UInt8($0)] })
        await consumer.close()
        await cluster.close()
    }

    /// The mock cluster keeps 5 MB of a partition.
    @Test func `what the cluster removed before a reader came to it is told as a gap`() async throws {
        let cluster = try MockCluster()
        try await cluster.createTopic("short", partitions: 1)
        func send(_ count: Int) async throws {
            let producer = try await cluster.producer(to: "short")
            for number in 0..<count {
                try await producer.send([OutgoingRecord(value: Conformance.packet(number, count: 500_000))])
            }
        }
        func read(_ count: Int, _ start: ConsumerStart) async throws -> RecordBatch {
            let consumer = try await cluster.consumer(of: "short", start: start)
            let batch = try await Conformance(stream: cluster).take(count, from: consumer)
            if case .group = start, let last = batch.records.last {
                try await consumer.commit([0: last.position.offset + 1])
            }
            await consumer.close()
            return batch
        }
        try await send(4)
        #expect(try await read(4, .group("g")).gaps.isEmpty)
        try await send(30)
        for (start, first) in [(ConsumerStart.offsets([0: 0]), Int64(0)), (.group("g"), 4)] {
            let batch = try await read(1, start)
            let oldest = try #require(batch.records.first).position.offset
            #expect(oldest > 10 && batch.gaps.map(\.offsets) == [first..<oldest])
        }
        for start in [ConsumerStart.earliest, .group("new")] { #expect(try await read(1, start).gaps.isEmpty) }
        await cluster.close()
    }

    @Test func `a record outlives its consumer and stream`() async throws {
        var kept: [StreamRecord] = []
        do {
            let cluster = try MockCluster()
            try await cluster.createTopic("kept", partitions: 1)
            let producer = try await cluster.producer(to: "kept")
            try await producer.send([OutgoingRecord(value: Conformance.packet(3, count: 100_000))])
            let consumer = try await cluster.consumer(of: "kept", start: .earliest)
            kept = try await Conformance(stream: cluster).take(1, from: consumer).records
            await consumer.close()
            await cluster.close()
        }
        #expect(kept.first?.value == Conformance.packet(3, count: 100_000))
    }

    @Test func `closing ends a send that no broker answers`() async throws {
        let cluster = try MockCluster { $0.connectTimeout = .seconds(1) }
        try await cluster.createTopic("mute", partitions: 1)
        let producer = try await cluster.producer(to: "mute")
        try await producer.send([OutgoingRecord(value: [0])])
        cluster.setBroker(up: false)
        let sending = Task { try await producer.send([OutgoingRecord(value: [1])]) }
        try await Task.sleep(for: .milliseconds(100))
        await cluster.close()
        await #expect(throws: StreamError.self) { _ = try await sending.value }
        await #expect(throws: StreamError.self) { _ = try await producer.send([OutgoingRecord(value: [2])]) }
    }

    @Test func `cancelling ends a send that no broker answers, and the closing after it`() async throws {
        let cluster = try MockCluster { $0.connectTimeout = .seconds(60) }
        try await cluster.createTopic("mute", partitions: 1)
        let producer = try await cluster.producer(to: "mute")
        try await producer.send([OutgoingRecord(value: [0])])
        cluster.setBroker(up: false)
        let sending = Task {
            defer { #expect(Task.isCancelled) }
            do { try await producer.send([OutgoingRecord(value: [1])]) } catch {
                await cluster.close()
                throw error
            }
        }
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        sending.cancel()
        await #expect(throws: CancellationError.self) { try await sending.value }
        #expect(start.duration(to: .now) < .seconds(6))
    }

    @Test func `cancelling lets what brokers take at once be sent`() async throws {
        let cluster = try MockCluster()
        try await cluster.createTopic("quick", partitions: 1)
        let producer = try await cluster.producer(to: "quick")
        let sending = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await producer.send([OutgoingRecord(value: [1])])
        }
        #expect(try await sending.value.map(\.offset) == [0])
        await cluster.close()
    }

    @Test func `cancelling ends the search for a cluster that is not there`() async throws {
        var configuration = KafkaConfiguration(bootstrap: "127.0.0.1:1")
        configuration.connectTimeout = .seconds(60)
        configuration.logger.logLevel = .critical
        let stream = KafkaStream(configuration: configuration)
        let asking = Task { try await stream.producer(to: "any") }
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        asking.cancel()
        await #expect(throws: CancellationError.self) { _ = try await asking.value }
        #expect(start.duration(to: .now) < .seconds(4))
        await stream.close()
    }

    @Test func `nobody at the address is a clear error`() async throws {
        var configuration = KafkaConfiguration(bootstrap: "127.0.0.1:1")
        configuration.connectTimeout = .seconds(1)
        configuration.logger.logLevel = .critical
        let stream = KafkaStream(configuration: configuration)
        await #expect { _ = try await stream.producer(to: "any") } throws: { error in
            (error as? StreamError)?.isRetryable == true && "\(error)".contains("127.0.0.1:1")
        }
        await stream.close()
    }

    @Test func `a record larger than the limit is refused and the others go on`() async throws {
        let cluster = try MockCluster { $0.maxRecordBytes = 100_000 }
        try await cluster.createTopic("large", partitions: 1)
        let producer = try await cluster.producer(to: "large")
        await #expect(throws: StreamError.self) {
            try await producer.send([OutgoingRecord(value: Conformance.packet(1, count: 200_000))])
        }
        try await producer.send([OutgoingRecord(value: [1])])
        await cluster.close()
    }
}

@Suite struct KafkaConfigurationTests {
    private var secretive: KafkaConfiguration {
        KafkaConfiguration(
            bootstrap: "broker:9093",
            sasl: KafkaSASL(mechanism: .scramSHA512, user: "observer", password: Secret("hunter2")),
            tls: KafkaTLS(authorityPath: "ca.pem", keyPassword: Secret("hunter3")))
    }

    @Test func `no description or dump shows a password`() {
        var dumped = ""
        dump(secretive, to: &dumped)
        for text in ["\(secretive)", String(reflecting: secretive), dumped] {
            #expect(!text.contains("hunter"))
        }
        #expect("\(secretive)".contains("SCRAM-SHA-512 as observer"))
    }

    @Test(arguments: KafkaSASL.Mechanism.allCases)
    func `the library knows every mechanism`(_ mechanism: KafkaSASL.Mechanism) async {
        let sasl = KafkaSASL(mechanism: mechanism, user: "observer", password: Secret("hunter2"))
        var configuration = KafkaConfiguration(bootstrap: "127.0.0.1:1", sasl: sasl, tls: KafkaTLS())
        configuration.connectTimeout = .milliseconds(100)
        configuration.logger.logLevel = .critical
        let stream = KafkaStream(configuration: configuration)
        await #expect { _ = try await stream.topics() } throws: { error in
            (error as? StreamError)?.isRetryable == true && !"\(error)".contains("hunter")
        }
        await stream.close()
    }

    @Test func `a certificate that is not there is named`() async {
        let tls = KafkaTLS(authorityPath: "/no/such/authority.pem")
        let stream = KafkaStream(configuration: KafkaConfiguration(bootstrap: "127.0.0.1:1", tls: tls))
        await #expect { _ = try await stream.topics() } throws: { "\($0)".contains("authority.pem") }
    }

    @Test func `a refused setting is named without its secret`() async {
        var configuration = KafkaConfiguration(bootstrap: "127.0.0.1:1")
        configuration.extra = ["linger.ms": "soon"]
        let stream = KafkaStream(configuration: configuration)
        await #expect { _ = try await stream.topics() } throws: { "\($0)".contains("linger.ms 'soon'") }
    }
}
