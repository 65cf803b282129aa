import Bytes
import Synchronization

/// Topics as segmented append-only logs in a folder, for one machine: many processes may read a topic while one writes
/// it. The layout is described in docs/formats/embedded-log.md.
public final class EmbeddedStream: AlertStream {
    /// The folder that holds a folder for each topic.
    public let directory: String
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

    public func createTopic(_ name: String, partitions: Int) async throws {
        try await catalogue.createTopic(name, partitions: partitions)
    }

    public func topics() async throws -> [TopicDescription] { try await catalogue.topics() }

    /// Opens the topic for writing, which repairs a torn end. Producers of one `EmbeddedStream` share the topic's one
    /// writer; another process gets an error that names this one.
    public func producer(to topic: String) async throws -> any StreamProducer {
        let folder = try TopicFolder(root: directory, topic: topic)
        let writer = try await writers.writer(of: folder, options)
        return EmbeddedProducer(writer, registry: writers, folder: folder)
    }

    public func consumer(of topic: String, start: ConsumerStart) async throws -> any StreamConsumer {
        try await EmbeddedConsumer.open(TopicFolder(root: directory, topic: topic), start, options)
    }

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
