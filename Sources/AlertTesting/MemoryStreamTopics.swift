import AlertStreams
import Bytes

/// What a `MemoryStream` holds.
actor MemoryTopics {
    struct Partition {
        var first: Int64 = 0
        var records: [StreamRecord] = []
        var next: Int64 { first + Int64(records.count) }
    }

    struct Group {
        var members: [Int] = []
        var owners: [Int32: Int] = [:]
        var committed: [Int32: Int64] = [:]
    }

    struct Topic {
        var partitions: [Partition]
        var groups: [String: Group] = [:]
        var turn = 0
    }

    private let now: @Sendable () -> Int64
    private var topics: [String: Topic] = [:]
    private var memberCount = 0

    init(now: @escaping @Sendable () -> Int64) { self.now = now }

    private func topic(_ name: String) throws -> Topic {
        guard let topic = topics[name] else { throw StreamError.unknownTopic(name, at: "memory") }
        return topic
    }

    private func partition(_ name: String, _ id: Int32) throws -> Partition {
        let partitions = try topic(name).partitions
        guard partitions.indices.contains(Int(id)) else {
            throw StreamError.invalidPartition(id, topic: name, count: partitions.count)
        }
        return partitions[Int(id)]
    }

    func partitionCount(_ name: String) throws -> Int { try topic(name).partitions.count }

    func create(_ name: String, _ partitions: Int) throws {
        try StreamError.checkName(name, of: "topic")
        guard partitions > 0 else { throw StreamError.invalidArgument("A topic has at least 1 partition.") }
        if let topic = topics[name] {
            guard topic.partitions.count == partitions else {
                throw StreamError.partitionMismatch(name, has: topic.partitions.count, wanted: partitions)
            }
            return
        }
        topics[name] = Topic(partitions: Array(repeating: Partition(), count: partitions))
    }

    func describe() -> [TopicDescription] {
        topics.sorted { $0.key < $1.key }.map { name, topic in
            let partitions = topic.partitions.enumerated().map { id, partition in
                PartitionDescription(id: Int32(id), firstOffset: partition.first, nextOffset: partition.next)
            }
            return TopicDescription(name: name, partitions: partitions)
        }
    }

    // MARK: Records

    func append(_ name: String, _ outgoing: [OutgoingRecord]) throws -> [RecordPosition] {
        for record in outgoing { _ = try record.partition.map { try partition(name, $0) } }
        return try outgoing.map { try append(name, $0) }
    }

    private func append(_ name: String, _ record: OutgoingRecord) throws -> RecordPosition {
        var topic = try topic(name)
        topics[name] = nil
        defer { topics[name] = topic }
        let id = Int(record.partition ?? Self.choose(record, &topic))
        let position = RecordPosition(partition: Int32(id), offset: topic.partitions[id].next)
        topic.partitions[id].records.append(
            StreamRecord(
                position: position, timestampMs: record.timestampMs ?? now(), key: record.key, value: record.value,
                headers: PacketDigest.adding(to: record.headers, for: record.value)))
        return position
    }

    private static func choose(_ record: OutgoingRecord, _ topic: inout Topic) -> Int32 {
        let count = topic.partitions.count
        if let key = record.key { return Int32(Int(CRC32C.checksum(key)) % count) }
        topic.turn = (topic.turn + 1) % count
        return Int32(topic.turn)
    }

    func records(_ name: String, _ id: Int32, from offset: Int64, max count: Int) throws -> [StreamRecord] {
        let partition = try partition(name, id)
        let start = Int(max(offset, partition.first) - partition.first)
        guard start < partition.records.count, count > 0 else { return [] }
        return Array(partition.records[start..<min(start + count, partition.records.count)])
    }

    func offsets(_ name: String, _ start: ConsumerStart) throws -> [Int32: Int64] {
        var offsets: [Int32: Int64] = [:]
        for (id, partition) in try topic(name).partitions.enumerated() {
            switch start {
            case .earliest, .group: offsets[Int32(id)] = partition.first
            case .latest: offsets[Int32(id)] = partition.next
            case .since(let time):
                let hit = partition.records.first { $0.timestampMs >= time }
                offsets[Int32(id)] = hit?.position.offset ?? partition.next
            case .offsets(let given):
                for id in given.keys { _ = try self.partition(name, id) }
                return given
            }
        }
        return offsets
    }

    func damage(_ name: String, _ position: RecordPosition, _ bit: Int) throws {
        var topic = try topic(name)
        let partition = try partition(name, position.partition)
        let place = Int(position.offset - partition.first)
        guard partition.records.indices.contains(place) else {
            throw StreamError.invalidArgument("There is no record at \(position).")
        }
        var value = partition.records[place].value.array
        value[bit / 8 % value.count] ^= 1 << UInt8(bit % 8)
        topic.partitions[Int(position.partition)].records[place].value = Bytes(value)
        topics[name] = topic
    }

    func trim(_ name: String, _ id: Int32, _ offset: Int64) throws {
        let partition = try partition(name, id)
        let count = Int(min(max(offset, partition.first), partition.next) - partition.first)
        topics[name]?.partitions[Int(id)].records.removeFirst(count)
        topics[name]?.partitions[Int(id)].first += Int64(count)
    }

    // MARK: Groups

    func join(_ name: String, _ group: String) throws -> Int {
        try StreamError.checkName(group, of: "consumer group")
        _ = try topic(name)
        memberCount += 1
        topics[name]?.groups[group, default: Group()].members.append(memberCount)
        return memberCount
    }

    func leave(_ name: String, _ group: String, _ id: Int) {
        guard var state = topics[name]?.groups[group] else { return }
        state.members.removeAll { $0 == id }
        state.owners = state.owners.filter { $0.value != id }
        topics[name]?.groups[group] = state
    }

    func rebalance(_ name: String, _ group: String, _ id: Int) throws -> (gained: [Int32: Int64], lost: [Int32]) {
        let topic = try topic(name)
        guard var state = topic.groups[group], let place = state.members.firstIndex(of: id) else { return ([:], []) }
        let count = topic.partitions.count
        let wanted = Set(
            (count * place / state.members.count..<count * (place + 1) / state.members.count).map(Int32.init))
        let lost = state.owners.filter { $0.value == id && !wanted.contains($0.key) }.map(\.key)
        for partition in lost { state.owners[partition] = nil }
        var gained: [Int32: Int64] = [:]
        for partition in wanted where state.owners[partition] == nil {
            state.owners[partition] = id
            gained[partition] = state.committed[partition] ?? topic.partitions[Int(partition)].first
        }
        topics[name]?.groups[group] = state
        return (gained, lost)
    }

    func commit(_ name: String, _ group: String, _ id: Int, _ next: [Int32: Int64]) throws {
        guard var state = try topic(name).groups[group] else { return }
        for (partition, offset) in next {
            guard state.owners[partition] == id else {
                throw StreamError.partitionLost(partition, topic: name, group: group)
            }
            state.committed[partition] = offset
        }
        topics[name]?.groups[group] = state
    }
}
