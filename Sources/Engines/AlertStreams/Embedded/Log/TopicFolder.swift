import Bytes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Names of a topic's files. See docs/formats/embedded-log.md.
struct TopicFolder: Sendable, Hashable {
    let path: String
    let topic: String

    init(root: String, topic: String) throws(StreamError) {
        try StreamError.checkName(topic, of: "topic")
        path = "\(root)/\(topic)"
        self.topic = topic
    }

    var metadata: String { "\(path)/topic" }
    var writerLock: String { "\(path)/writer.lock" }
    var repairLock: String { "\(path)/repair.lock" }
    func partition(_ id: Int32) -> String { "\(path)/\(id)" }
    func group(_ name: String) -> String { "\(path)/groups/\(name)" }

    static func segment(_ partition: String, _ base: Int64) -> String { "\(partition)/\(name(base)).log" }
    static func index(_ partition: String, _ base: Int64) -> String { "\(partition)/\(name(base)).index" }

    /// The lock of the topic that a segment belongs to.
    static func repairLock(ofSegment path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        return parts.joined(separator: "/") + "/repair.lock"
    }

    /// Twenty digits, so that names sort as their numbers do.
    static func name(_ base: Int64) -> String {
        let digits = String(base)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }

    /// First offsets of the segments in a partition's folder, ascending.
    static func segments(_ partition: String) throws(StreamError) -> [Int64] {
        try Folder.names(partition).compactMap { name in
            guard name.hasSuffix(".log"), name.utf8.count == 24 else { return nil }
            return Int64(name.dropLast(4)).flatMap { $0 >= 0 ? $0 : nil }
        }.sorted()
    }

    /// Number of partitions, as written when the topic was made.
    func partitionCount() throws(StreamError) -> Int {
        let words = try descriptionLines().first { $0.first == "partitions" }
        guard let count = words?.last.flatMap({ Int($0) }), (1...Self.maxPartitions).contains(count) else {
            throw notADescription()
        }
        return count
    }

    /// What the topic may keep, as written when it was made or last given limits.
    func retention() throws(StreamError) -> RetentionPolicy {
        var policy = RetentionPolicy()
        for words in try descriptionLines() where words.count == 2 {
            switch words[0] {
            case "keep-bytes": policy.maxBytes = try limit(words[1])
            case "keep-ms": policy.maxAge = .milliseconds(try limit(words[1]))
            default: continue
            }
        }
        return policy
    }

    private func limit(_ word: Substring) throws(StreamError) -> Int64 {
        guard let number = Int64(word), number > 0 else { throw notADescription() }
        return number
    }

    private func descriptionLines() throws(StreamError) -> [[Substring]] {
        let file: LogFile
        do { file = try LogFile(metadata, O_RDONLY) } catch {
            if Folder.exists(metadata) { throw error }
            throw .unknownTopic(topic, at: path)
        }
        let text = try file.read(at: 0, count: min(file.size(), 4096)).utf8Text ?? ""
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        guard lines.first == ["tocsin-topic", "1"] else { throw notADescription() }
        return lines
    }

    private func notADescription() -> StreamError {
        StreamError(.corrupt, "\(metadata) is not a topic's description of version 1.", path: metadata)
    }

    static let maxPartitions = 4096

    /// Makes the topic's folders; the description comes last, so that a topic exists whole or not.
    func create(partitions: Int, retention: RetentionPolicy) throws(StreamError) {
        for id in 0..<Int32(partitions) { try Folder.makeAll(partition(id)) }
        try Folder.make("\(path)/groups")
        for lock in [writerLock, repairLock] { _ = try LogFile(lock, O_RDWR | O_CREAT, action: "make") }
        try describe(partitions: partitions, retention: retention)
    }

    /// Writes the topic's description by a rename: whoever reads it meets the old or the new one.
    func describe(partitions: Int, retention: RetentionPolicy) throws(StreamError) {
        var text = "tocsin-topic 1\npartitions \(partitions)\n"
        if let bytes = retention.maxBytes { text += "keep-bytes \(max(bytes, 1))\n" }
        if let age = retention.maxAge { text += "keep-ms \(max(age.milliseconds, 1))\n" }
        let draft = "\(path)/.topic.\(getpid())"
        let file = try LogFile(draft, O_RDWR | O_CREAT | O_TRUNC, action: "make")
        try file.write(Array(text.utf8), at: 0)
        try file.synchronise()
        guard rename(draft, metadata) == 0 else { throw .system("make", metadata) }
        try Folder.synchronise(path)
    }
}
