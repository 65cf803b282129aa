import Bytes
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One reader among those of a group. Members know each other by locked files in the group's folder: the lock of a
/// process that dies goes with it, so its partitions are free at once.
final class GroupMember {
    let group: String
    private let topic: String
    private let folder: String
    private let partitionCount: Int
    private let name: String
    private let roster: LogFile
    private let life: LogFile
    private(set) var owned: [Int32: CommittedOffset] = [:]

    init(_ topic: TopicFolder, group: String) throws(StreamError) {
        try StreamError.checkName(group, of: "consumer group")
        self.group = group
        self.topic = topic.topic
        folder = topic.group(group)
        partitionCount = try topic.partitionCount()
        try Folder.makeAll("\(folder)/members")
        let roster = try LogFile("\(folder)/roster.lock", O_RDWR | O_CREAT, action: "open")
        self.roster = roster
        name = Self.newName()
        _ = try roster.lock(exclusive: true, wait: true)
        defer { roster.unlock() }
        life = try LogFile("\(folder)/members/\(name)", O_RDWR | O_CREAT | O_EXCL, action: "join the group at")
        _ = try life.lock(exclusive: true)
    }

    /// Sorts by time of joining.
    private static func newName() -> String {
        let serial = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return "\(TopicFolder.name(WallClock.milliseconds()))-\(getpid())-\(serial)"
    }

    private static let counter = Atomic<UInt64>(0)

    /// Looks who is there, gives up partitions that belong to others and takes those that are free and its own.
    /// Returns what was gained, with the offset to go on from, and what was lost.
    func rebalance() throws(StreamError) -> (gained: [Int32: Int64?], lost: [Int32]) {
        let members = try livingMembers()
        let wanted = Self.share(of: name, among: members, partitionCount)
        let lost = owned.keys.filter { !wanted.contains($0) }
        for id in lost { owned.removeValue(forKey: id)?.release() }
        var gained: [Int32: Int64?] = [:]
        for id in wanted where owned[id] == nil {
            let offset = try CommittedOffset("\(folder)/\(id).offset")
            guard try offset.acquire() else { continue }
            gained.updateValue(try offset.load(), forKey: id)
            owned[id] = offset
        }
        return (gained, lost)
    }

    /// Partitions in runs, as even as can be; the same for every member that sees the same members.
    static func share(of name: String, among members: [String], _ partitions: Int) -> Set<Int32> {
        guard let place = members.firstIndex(of: name) else { return [] }
        let start = partitions * place / members.count
        let end = partitions * (place + 1) / members.count
        return Set((start..<end).map(Int32.init))
    }

    private func livingMembers() throws(StreamError) -> [String] {
        _ = try roster.lock(exclusive: true, wait: true)
        defer { roster.unlock() }
        var living: [String] = []
        for member in try Folder.names("\(folder)/members").sorted() {
            let lives = member == name ? true : try isAlive(member)
            if lives { living.append(member) }
        }
        return living
    }

    private func isAlive(_ member: String) throws(StreamError) -> Bool {
        try Self.isAlive(at: "\(folder)/members/\(member)")
    }

    /// Removes what a member left that is no more.
    static func isAlive(at path: String) throws(StreamError) -> Bool {
        guard let file = try? LogFile(path, 0) else { return false }
        guard try file.lock(exclusive: true) else { return true }
        try Folder.remove(path)
        return false
    }

    func commit(_ next: [Int32: Int64]) throws(StreamError) {
        for (id, offset) in next.sorted(by: { $0.key < $1.key }) {
            guard offset >= 0 else {
                throw .invalidArgument("Offset \(offset) of '\(topic)' partition \(id) cannot be committed.")
            }
            guard let committed = owned[id] else { throw .partitionLost(id, topic: topic, group: group) }
            try committed.store(offset)
        }
    }

    func leave() {
        for offset in owned.values { offset.release() }
        owned = [:]
        _ = unlink("\(folder)/members/\(name)")
        life.unlock()
    }

    deinit { leave() }
}
