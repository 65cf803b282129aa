import AlertStreams
import Bytes
import Foundation
import Logging
import Testing

/// A broker that somebody else runs and wrote; `script/with-kafka` starts one.
enum ExternalBroker {
    static let bootstrap = ProcessInfo.processInfo.environment["TOCSIN_KAFKA_BOOTSTRAP"]

    static func stream(_ configure: (inout KafkaConfiguration) -> Void = { _ in }) -> KafkaStream {
        var configuration = KafkaConfiguration(bootstrap: bootstrap ?? "")
        configuration.logger.logLevel = .critical
        configure(&configuration)
        return KafkaStream(configuration: configuration)
    }
}

/// The Kafka engine against an independent broker.
@Suite(
    .serialized,
    .enabled(
        if: ExternalBroker.bootstrap != nil,
        "TOCSIN_KAFKA_BOOTSTRAP names no broker; run the tests through script/with-kafka"))
struct KafkaExternalTests {
    private func run(_ body: (Conformance) async throws -> Void) async throws {
        let stream = ExternalBroker.stream()
        try await body(Conformance(stream: stream, groupPatience: .seconds(90)))
        await stream.close()
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

    @Test(.timeLimit(.minutes(4))) func `a group goes on after its commit`() async throws {
        try await run { try await $0.aGroupGoesOnAfterItsCommit() }
    }

    @Test func `a mismatched digest sets the record aside`() async throws {
        try await run { try await $0.aMismatchedDigestSetsTheRecordAside() }
    }

    @Test func `unknown topics are named`() async throws { try await run { try await $0.unknownTopicsAreNamed() } }

    @Test func `topics are made once and listed`() async throws {
        try await run { try await $0.topicsAreMadeOnceAndListed() }
    }

    @Test func `a record is fetched by its position`() async throws {
        try await run { try await $0.aRecordIsFetchedByItsPosition() }
    }

    @Test func `producing and consuming go on together`() async throws {
        try await run { try await $0.producingAndConsumingGoOnTogether() }
    }

    @Test(arguments: KafkaConfiguration.Compression.allCases)
    func `every compression comes back whole`(_ compression: KafkaConfiguration.Compression) async throws {
        let stream = ExternalBroker.stream { $0.compression = compression }
        try await Conformance(stream: stream).recordsComeBackWhole()
        await stream.close()
    }
}
