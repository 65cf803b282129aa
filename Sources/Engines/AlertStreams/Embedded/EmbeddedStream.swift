import Bytes
import Synchronization

/// Topics as segmented append-only logs in a folder, for one machine: many processes may read a topic while one writes
/// it. The layout is described in docs/formats/embedded-log.md.
public final class EmbeddedStream: AlertStream {
    /// The folder that holds a folder for each topic.
    public let directory: String
    /// As they were given.
    public let options: EmbeddedOptions
    private let writers = WriterRegistry()
    private let fetcher = EmbeddedFetcher()
    let catalogue: EmbeddedCatalogue

    /// Complexity: O(1). The folder is made with the first topic.
    public init(directory: String, options: EmbeddedOptions = EmbeddedOptions()) {
        var directory = directory
        while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
        self.directory = directory
        self.options = options
        catalogue = EmbeddedCatalogue(directory: directory)
    }

    /// Makes a topic that may keep what `options.retention` says; one that exists takes the limits that are set there.
    public func createTopic(_ name: String, partitions: Int) async throws {
        try await catalogue.createTopic(name, partitions: partitions, retention: options.retention)
    }

    /// In the order of their names; none where the folder does not exist.
    public func topics() async throws -> [TopicDescription] { try await catalogue.topics() }

    /// Opens the topic for writing, which repairs a torn end. Producers of one `EmbeddedStream` share the topic's one
    /// writer; another process gets an error that names this one.
    public func producer(to topic: String) async throws -> any StreamProducer {
        let folder = try TopicFolder(root: directory, topic: topic)
        let writer = try await writers.writer(of: folder, options)
        return EmbeddedProducer(writer, registry: writers, folder: folder)
    }

    /// Throws `StreamError` where there is no such topic, or `start` names a partition that it does not have.
    public func consumer(of topic: String, start: ConsumerStart) async throws -> any StreamConsumer {
        try await EmbeddedConsumer.open(TopicFolder(root: directory, topic: topic), start, options)
    }

    /// Closes all writers, which flushes what they wrote; what fails there is not told. Consumers stay open.
    public func close() async {
        await writers.closeAll()
    }
}

extension EmbeddedStream: RecordFetcher {
    /// Complexity: O(log n) in the segment's index and at most one index interval of batch headers.
    public func fetch(topic: String, at position: RecordPosition) async throws -> StreamRecord? {
        try await fetcher.fetch(TopicFolder(root: directory, topic: topic), position)
    }
}
