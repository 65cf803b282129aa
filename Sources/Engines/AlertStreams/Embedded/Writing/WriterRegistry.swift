/// Topics open for writing, with the number of producers that use each.
actor WriterRegistry {
    private struct Entry {
        var opening: Task<TopicWriter, any Error>
        var users: Int
    }

    private var entries: [TopicFolder: Entry] = [:]
    private var closing: [TopicFolder: Task<Void, any Error>] = [:]

    func writer(of topic: TopicFolder, _ options: EmbeddedOptions) async throws -> TopicWriter {
        while let earlier = closing[topic] { _ = await earlier.result }
        let opening = entries[topic]?.opening ?? Task { try await TopicWriter.open(topic, options) }
        entries[topic, default: Entry(opening: opening, users: 0)].users += 1
        do { return try await opening.value } catch {
            // Another may have opened it again while this one waited.
            if entries[topic]?.opening == opening { entries[topic] = nil }
            throw error
        }
    }

    /// Closes the writer with its last user.
    func release(_ topic: TopicFolder) async throws {
        guard var entry = entries[topic] else { return }
        entry.users -= 1
        entries[topic] = entry.users > 0 ? entry : nil
        if entry.users == 0 { try await close(topic, entry) }
    }

    private func close(_ topic: TopicFolder, _ entry: Entry) async throws {
        let task = Task { try await entry.opening.value.close() }
        closing[topic] = task
        defer { closing[topic] = nil }
        try await task.value
    }

    func closeAll() async {
        let open = entries
        entries = [:]
        for (topic, entry) in open { try? await close(topic, entry) }
    }
}
