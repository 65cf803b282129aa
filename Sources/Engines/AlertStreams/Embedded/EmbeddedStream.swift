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

    /// Complexity: O(1). The folder is made with the first topic.
    public init(directory: String, options: EmbeddedOptions = EmbeddedOptions()) {
        var directory = directory
        while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
        self.directory = directory
        self.options = options
    }

    public func createTopic(_ name: String, partitions: Int) async throws {
        let topic = try TopicFolder(root: directory, topic: name)
        guard (1...TopicFolder.maxPartitions).contains(partitions) else {
            throw StreamError.invalidArgument(
                "A topic has 1 to \(TopicFolder.maxPartitions) partitions, not \(partitions).")
        }
        if Folder.exists(topic.metadata) {
            let count = try topic.partitionCount()
            guard count == partitions else { throw StreamError.partitionMismatch(name, has: count, wanted: partitions) }
            return
        }
        try Folder.makeAll(topic.path)
        try topic.create(partitions: partitions)
    }

    public func topics() async throws -> [TopicDescription] {
        guard Folder.exists(directory) else { return [] }
        var found: [TopicDescription] = []
        for name in try Folder.names(directory).sorted() {
            guard let topic = try? TopicFolder(root: directory, topic: name), Folder.exists(topic.metadata) else {
                continue
            }
            found.append(try describe(topic))
        }
        return found
    }

    private func describe(_ topic: TopicFolder) throws -> TopicDescription {
        let partitions = try (0..<Int32(topic.partitionCount())).map { id in
            let bounds = try LogBounds(topic.partition(id))
            return PartitionDescription(
                id: id, firstOffset: bounds.first, nextOffset: bounds.next, bytes: bounds.bytes)
        }
        return TopicDescription(name: topic.topic, partitions: partitions)
    }

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
        await fetcher.close()
    }
}

extension EmbeddedStream: RecordFetcher {
    /// Complexity: O(log n) in the segment's index and at most one index interval of batch headers.
    public func fetch(topic: String, at position: RecordPosition) async throws -> StreamRecord? {
        try await fetcher.fetch(TopicFolder(root: directory, topic: topic), position)
    }
}
