import AlertStreams
import AlertTesting
import Testing

/// The engines that need nothing but this machine.
enum LocalEngine: String, CaseIterable, Sendable {
    case memory, embedded

    func run(_ body: (Conformance) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(Conformance(stream: MemoryStream()))
        case .embedded:
            try await TemporaryFolder.with { folder in
                let stream = EmbeddedStream(directory: folder.path)
                try await body(Conformance(stream: stream))
                await stream.close()
            }
        }
    }
}

@Suite struct LocalEngineTests {
    @Test(arguments: LocalEngine.allCases) func `records come back whole`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.recordsComeBackWhole() }
    }

    @Test(arguments: LocalEngine.allCases) func `order holds within a partition`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.orderHoldsWithinAPartition() }
    }

    @Test(arguments: LocalEngine.allCases) func `one key goes to one partition`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.oneKeyGoesToOnePartition() }
    }

    @Test(arguments: LocalEngine.allCases) func `a reader begins where it is told`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.aReaderBeginsWhereItIsTold() }
    }

    @Test(arguments: LocalEngine.allCases)
    func `a poll without records waits and ends empty`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.aPollWithoutRecordsWaitsAndEndsEmpty() }
    }

    @Test(arguments: LocalEngine.allCases) func `a group goes on after its commit`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.aGroupGoesOnAfterItsCommit() }
    }

    @Test(arguments: LocalEngine.allCases)
    func `a mismatched digest sets the record aside`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.aMismatchedDigestSetsTheRecordAside() }
    }

    @Test(arguments: LocalEngine.allCases) func `unknown topics are named`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.unknownTopicsAreNamed() }
    }

    @Test(arguments: LocalEngine.allCases) func `topics are made once and listed`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.topicsAreMadeOnceAndListed() }
    }

    @Test(arguments: LocalEngine.allCases)
    func `a record is fetched by its position`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.aRecordIsFetchedByItsPosition() }
    }

    @Test(arguments: LocalEngine.allCases)
    func `producing and consuming go on together`(_ engine: LocalEngine) async throws {
        try await engine.run { try await $0.producingAndConsumingGoOnTogether() }
    }
}
