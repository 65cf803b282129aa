/// A writer's handle for one user of it.
actor EmbeddedProducer: StreamProducer {
    private let writer: TopicWriter
    private let registry: WriterRegistry
    private let folder: TopicFolder
    private var isClosed = false
    nonisolated let maxRecordBytes: Int

    init(_ writer: TopicWriter, registry: WriterRegistry, folder: TopicFolder) {
        (self.writer, self.registry, self.folder) = (writer, registry, folder)
        maxRecordBytes = writer.options.maxRecordBytes
    }

    @discardableResult
    func send(_ records: [OutgoingRecord]) async throws -> [RecordPosition] {
        guard !isClosed else { throw StreamError.closed("producer") }
        return try await writer.append(records)
    }

    func flush() async throws { try await writer.flush() }

    func close() async throws {
        guard !isClosed else { return }
        isClosed = true
        try await registry.release(folder)
    }
}
