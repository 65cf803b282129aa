import AlertModel
import AlertStore
import AlertStreams
import ArgumentParser
import Broker
import Distribution
import Foundation

/// Consumes topics until it is stopped, or until nothing is left.
struct BrokerRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Consume topics into the store.",
        discussion: """
            It goes on where the store's rows end, after any end, kill -9 included: each packet is delivered at least once and \
            stored once. A packet that cannot be taken is set aside with its bytes and the reason (tocsin broker quarantine). \
            A cluster that does not answer at the start is tried for --kafka-timeout seconds, one that is lost later for \
            --patience seconds. With --until-drained it ends when it has read all there is, and leaves with 1 where it had to set packets aside.

            Example: tocsin broker run --from alerts --until-drained
            """)

    @Option(name: .customLong("from"), help: "A topic: a name, or kafka://HOST:PORT/NAME. May be repeated.")
    var topics: [String]
    @Flag(help: "End when all that the topics hold is in the store.")
    var untilDrained = false
    @Option(help: "Packets stored in one transaction.")
    var batch = IngestOptions().batchPackets
    @Option(help: "Tasks that decode.")
    var decoders = 2
    @Option(help: "Share a topic's partitions with the other brokers of this consumer group.")
    var group: String?
    @Option(help: "Seconds to go on trying when a topic that was read, or the store, fails.")
    var patience = 600.0
    @Flag(help: "Read the topics from their oldest record again; what the store has already counts as duplicate.")
    var forgetOffsets = false
    @OptionGroup var schemas: SchemaOptions
    @OptionGroup var options: StreamOptions

    func validate() throws {
        guard !topics.isEmpty else { throw ValidationError("name a topic with --from") }
        guard batch > 0, decoders > 0 else { throw ValidationError("--batch and --decoders are 1 or more") }
        guard (0...1e9).contains(patience) else {
            throw ValidationError("--patience is a number of seconds, up to 10^9")
        }
    }

    func run() async throws {
        let command = self
        try await untilInterrupted { try await command.consume() }
    }

    private func consume() async throws {
        try FileManager.default.createDirectory(atPath: options.data, withIntermediateDirectories: true)
        let store = try AlertStore(path: options.storePath)
        let feeds = try Feeds(
            topics: topics, store: store, schemas: try schemas.directory(), options: options, ingest: ingestOptions)
        if forgetOffsets { for topic in topics { try store.forgetOffsets(topic: topic) } }
        Console.note("broker: \(topics.joined(separator: ", ")) into \(options.storePath)")
        let before = try await store.accounts().reduce(0) { $0 + $1.quarantined }
        try await feeds.run(untilDrained: untilDrained)
        let unreadable = untilDrained ? try await feeds.unreadableEnds() : []
        await feeds.close()
        let accounts = try await store.accounts()
        try store.close()
        Progress.clear()
        for account in accounts { Console.note(account.words) }
        unreadable.forEach(Console.note)
        let setAside = accounts.reduce(0) { $0 + $1.quarantined } - before
        guard setAside == 0 || !untilDrained else {
            throw CommandFailure.someInputWasBad(
                "\(setAside) packets were set aside: tocsin broker quarantine shows them")
        }
        guard unreadable.isEmpty else { throw CommandFailure.someInputWasBad("what lies there was not read") }
    }

    private var ingestOptions: IngestOptions {
        var ingest = IngestOptions()
        ingest.batchPackets = batch
        ingest.decoders = decoders
        ingest.group = group
        ingest.backOff.patience = .seconds(patience)
        ingest.backOff.firstPatience = .seconds(min(options.kafkaTimeout, patience))
        return ingest
    }
}

/// The topics that one broker consumes, each by a service of its own into one store.
struct Feeds: Sendable {
    let services: [IngestService]
    private let streams: [(stream: any AlertStream, topic: String)]

    init(
        topics: [String], store: AlertStore, schemas: SchemaDirectory, options: StreamOptions, ingest: IngestOptions
    ) throws {
        var services: [IngestService] = []
        var streams: [(stream: any AlertStream, topic: String)] = []
        for topic in topics {
            let (stream, name) = try options.open(topic)
            var ingest = ingest
            ingest.storedTopic = topic
            streams.append((stream, name))
            services.append(
                IngestService(stream: stream, topic: name, store: store, schemas: schemas, options: ingest))
        }
        self.services = services
        self.streams = streams
    }

    func run(untilDrained: Bool) async throws {
        let services = self.services
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services {
                group.addTask { try await untilDrained ? service.runUntilCaughtUp() : service.run() }
            }
            let reporter = Task {
                while !Task.isCancelled {
                    Progress.show(services.map(\.metrics.line).joined(separator: "; "))
                    try? await Task.sleep(for: .milliseconds(500))
                }
            }
            defer { reporter.cancel() }
            try await group.waitForAll()
        }
    }

    /// In words, the partitions that end in bytes which are no record.
    func unreadableEnds() async throws -> [String] {
        var words: [String] = []
        for (stream, topic) in streams {
            for end in try await TopicVerification.unreadableEnds(of: topic, stream) {
                words.append(
                    "'\(topic)', partition \(end.id): the last \(end.bytesBehind ?? 0) bytes hold no readable record; "
                        + "tocsin topic verify tells more")
            }
        }
        return words
    }

    func close() async { for (stream, _) in streams { await stream.close() } }
}

extension BrokerMetrics {
    /// For a progress line.
    var line: String {
        let now = snapshot()
        guard !now.topic.isEmpty else { return "opening the topic" }
        let rate = Number.text(now.alertsPerSecond.tenSeconds, digits: 0)
        let lag = now.lag.values.reduce(0, +)
        return "\(now.topic): \(now.counts.stored) stored, \(now.counts.duplicate) duplicate, "
            + "\(now.counts.quarantinedTotal) set aside, \(rate)/s, lag \(lag)"
    }
}

extension StageAccount {
    var words: String {
        "\(stage): \(received) in = \(stored) stored + \(duplicate) duplicate + \(quarantined) quarantined "
            + "+ \(inFlight) in flight" + (missing > 0 ? "; \(missing) were gone before they were read" : "")
            + (unaccounted == 0 ? "" : "; this does not add up")
    }
}
