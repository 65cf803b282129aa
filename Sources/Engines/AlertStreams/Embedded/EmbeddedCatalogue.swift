/// Makes and lists the topics of a folder.
actor EmbeddedCatalogue {
    private let executor = QueueExecutor("tocsin.topics")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let directory: String

    init(directory: String) { self.directory = directory }

    /// Limits that are given become those of a topic that exists too; without any it keeps its own.
    func createTopic(_ name: String, partitions: Int, retention: RetentionPolicy) throws {
        let topic = try TopicFolder(root: directory, topic: name)
        guard (1...TopicFolder.maxPartitions).contains(partitions) else {
            throw StreamError.invalidArgument(
                "A topic has 1 to \(TopicFolder.maxPartitions) partitions, not \(partitions).")
        }
        if Folder.exists(topic.metadata) {
            let count = try topic.partitionCount()
            guard count == partitions else { throw StreamError.partitionMismatch(name, has: count, wanted: partitions) }
            let own = try topic.retention()
            let wanted = retention.completed(by: own)
            if wanted != own { try topic.describe(partitions: count, retention: wanted) }
            return
        }
        try Folder.makeAll(topic.path)
        try topic.create(partitions: partitions, retention: retention)
    }

    func topics() throws -> [TopicDescription] {
        guard Folder.exists(directory) else { return [] }
        return try Folder.names(directory).sorted().compactMap { name in
            guard let topic = try? TopicFolder(root: directory, topic: name), Folder.exists(topic.metadata) else {
                return nil
            }
            return try describe(topic)
        }
    }

    func topic(_ folder: TopicFolder) throws -> TopicDescription { try describe(folder) }

    private func describe(_ topic: TopicFolder) throws -> TopicDescription {
        let partitions = try (0..<Int32(topic.partitionCount())).map { id in
            let bounds = try LogBounds(topic.partition(id))
            return PartitionDescription(
                id: id, firstOffset: bounds.first, nextOffset: bounds.next, bytes: bounds.bytes,
                bytesBehind: bounds.bytesBehind)
        }
        return TopicDescription(name: topic.topic, partitions: partitions)
    }
}
