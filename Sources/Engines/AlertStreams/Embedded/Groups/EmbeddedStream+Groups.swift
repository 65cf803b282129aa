#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension EmbeddedStream: GroupInspector {
    /// Reads the group's files; a partition's reader is not disturbed.
    public func group(_ name: String, of topic: String, within limit: Duration) async throws -> GroupStatus {
        try StreamError.checkName(name, of: "consumer group")
        let folder = try TopicFolder(root: directory, topic: topic)
        var status = try Self.group(folder.group(name), partitions: folder.partitionCount())
        status.lag = status.lag(in: try await catalogue.topic(folder))
        return status
    }

    private static func group(_ group: String, partitions: Int) throws -> GroupStatus {
        var status = GroupStatus(members: 0, committed: [:], exists: Folder.exists(group))
        guard status.exists else { return status }
        // A member that is just joining holds this lock until its own is taken.
        let roster = try LogFile("\(group)/roster.lock", O_RDWR | O_CREAT, action: "open")
        _ = try roster.lock(exclusive: true, wait: true)
        defer { roster.unlock() }
        for member in try Folder.names("\(group)/members") {
            if try GroupMember.isAlive(at: "\(group)/members/\(member)") { status.members += 1 }
        }
        var assigned: Set<Int32> = []
        for id in 0..<Int32(partitions) where Folder.exists("\(group)/\(id).offset") {
            let offset = try CommittedOffset("\(group)/\(id).offset")
            status.committed[id] = try offset.load()
            if try !offset.acquire() { assigned.insert(id) }
        }
        status.assigned = assigned
        return status
    }
}
