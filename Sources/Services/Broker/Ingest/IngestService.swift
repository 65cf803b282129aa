public import AlertStore
public import AlertStreams
internal import Bytes
internal import Dispatch
public import Logging

/// Takes packets from a topic into a store: read, decode, store, and quarantine what cannot be taken.
///
/// While one batch is stored the next is read and decoded, and no more than these two are in memory, so a slow disk
/// slows the reading down. What the store holds and how far the topic was read are committed together: after any end,
/// the next start goes on where the rows end.
///
/// Packets of surveys without a mapper stay in the topic's log and are counted as quarantined for the reason
/// `mapping`.
public final class IngestService: Sendable {
    let stream: any AlertStream
    let topic: String
    let store: AlertStore
    let options: IngestOptions
    let logger: Logger
    /// Live counters of this service.
    public let metrics: BrokerMetrics
    private let makeDecoder: @Sendable () -> any PacketDecoder
    private let storeQueue = DispatchQueue(label: "tocsin.broker.store")

    /// Reads nothing before `run`; `makeDecoder` makes each decoding task a decoder of its own.
    public init(
        stream: any AlertStream, topic: String, store: AlertStore, options: IngestOptions = IngestOptions(),
        metrics: BrokerMetrics = BrokerMetrics(), logger: Logger = Logger(label: "tocsin.broker"),
        makeDecoder: @escaping @Sendable () -> any PacketDecoder
    ) {
        self.stream = stream
        self.topic = topic
        self.store = store
        self.options = options
        self.metrics = metrics
        self.logger = logger
        self.makeDecoder = makeDecoder
    }

    var stage: String { options.stage ?? "ingest \(storedTopic)" }

    var storedTopic: String { options.storedTopic ?? topic }

    /// Reads until the task is cancelled; then stores what was read and returns.
    ///
    /// - Throws: `BrokerError` or `StoreError` where going on makes no sense; nothing that was read is lost.
    public func run() async throws { try await run(untilIdle: false) }

    /// Reads until all that the topic holds is in the store, or the task is cancelled.
    public func runUntilCaughtUp() async throws { try await run(untilIdle: true) }

    private func run(untilIdle: Bool) async throws {
        var retry = Retry(options.backOff, topic: topic)
        while !Task.isCancelled {
            do {
                try await session(untilIdle: untilIdle) { retry.succeeded() }
                return
            } catch is CancellationError {
                return
            } catch  where Self.isWorthRetrying(error) {
                metrics.retried()
                let wait = try retry.next(after: error)
                logger.warning("topic \(topic): \(error); trying again in \(wait)")
                try? await Task.sleep(for: wait)
            }
        }
    }

    /// From opening the topic to the end or the first error.
    private func session(untilIdle: Bool, onProgress: () -> Void) async throws {
        let start = try await StartingPlace(service: self).find()
        let committed = try await store.committedOffsets(topic: storedTopic)
        let consumer = try await stream.consumer(of: topic, start: start)
        let workers = (0..<max(options.decoders, 1)).map { _ in
            DecodeWorker(topic: storedTopic, makeDecoder: makeDecoder)
        }
        let reader = PacketReader(
            consumer, workers: workers, committed: committed, options: options, metrics: metrics, logger: logger)
        metrics.restartedReading()
        // Makes the account, and takes back what a broker that was killed had in flight.
        _ = try await store(ReadBatch())
        let result = await Result.catching {
            try await pump(reader, consumer, untilIdle: untilIdle, onProgress: onProgress)
        }
        await consumer.close()
        try result.get()
    }

    private func pump(
        _ reader: PacketReader, _ consumer: any StreamConsumer, untilIdle: Bool, onProgress: () -> Void
    ) async throws {
        var ahead = Task { try await reader.next() }
        while true {
            let batch = try await ahead.value
            let isLast = Task.isCancelled || (untilIdle && batch.isEmpty)
            if !isLast { ahead = Task { try await reader.next() } }
            do {
                try await take(batch, consumer)
            } catch {
                _ = try? await ahead.value
                throw error
            }
            onProgress()
            if isLast { return }
        }
    }

    private func take(_ batch: ReadBatch, _ consumer: any StreamConsumer) async throws {
        await noteLag(consumer)
        guard !batch.isEmpty else { return }
        let outcome = try await store(batch)
        metrics.committed(outcome, batch)
        guard options.group != nil else { return }
        do {
            // A task of its own: what was stored is committed also when this one is being cancelled.
            try await Task { try await consumer.commit(batch.next) }.value
        } catch let error as StreamError where error.isPartitionLost {
            logger.info("topic \(topic): \(error)")
        }
    }

    /// A lag that cannot be had now is had later.
    private func noteLag(_ consumer: any StreamConsumer) async {
        guard metrics.isLagDue(), let ends = try? await consumer.endOffsets() else { return }
        metrics.ends(ends, topic: topic)
    }

    /// Runs the transaction on a thread that may block.
    private func store(_ batch: ReadBatch) async throws -> IngestOutcome {
        let request = IngestBatch(
            stage: stage, items: batch.items, nextOffsets: [storedTopic: batch.next],
            inFlight: metrics.inFlight(without: batch.items.count), read: batch.read,
            missing: batch.gaps.map {
                MissingOffsets(topic: storedTopic, partition: $0.partition, offsets: $0.offsets)
            })
        return try await withCheckedThrowingContinuation { continuation in
            storeQueue.async { [store] in
                continuation.resume(with: Result { try store.ingest(request) })
            }
        }
    }

    private static func isWorthRetrying(_ error: any Error) -> Bool {
        switch error {
        case let error as StoreError: error.isTransient
        case let error as StreamError: error.isRetryable || error.isPartitionLost
        case let error as any TransientError: error.isTransient
        default: false
        }
    }
}

extension Result where Failure == any Error {
    fileprivate static func catching(_ body: () async throws -> Success) async -> Result {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
