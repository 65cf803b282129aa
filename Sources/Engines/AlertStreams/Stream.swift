public import Bytes

/// A set of topics: a folder on disk (`EmbeddedStream`), a Kafka cluster (`KafkaStream`), or memory (`AlertTesting`).
public protocol AlertStream: Sendable {
    /// Makes a topic; one that exists with as many partitions is left as it is, with another count it is an error.
    func createTopic(_ name: String, partitions: Int) async throws
    /// Topics with the offsets that they hold now.
    func topics() async throws -> [TopicDescription]
    /// A writer to `topic`, which must exist.
    func producer(to topic: String) async throws -> any StreamProducer
    /// A reader of `topic`, which begins where `start` says.
    func consumer(of topic: String, start: ConsumerStart) async throws -> any StreamConsumer
    /// Lets go of files, threads and connections.
    func close() async
}

/// A topic and what it holds now.
public struct TopicDescription: Sendable, Hashable {
    /// As `producer(to:)` and `consumer(of:start:)` take it.
    public var name: String
    /// In the order of their numbers.
    public var partitions: [PartitionDescription]

    /// Both as given.
    public init(name: String, partitions: [PartitionDescription]) {
        self.name = name
        self.partitions = partitions
    }
}

/// A partition of a topic and what it holds now.
public struct PartitionDescription: Sendable, Hashable {
    /// Number within the topic, from 0.
    public var id: Int32
    /// Oldest offset still held.
    public var firstOffset: Int64
    /// The offset that the next record will get.
    public var nextOffset: Int64
    /// Bytes held, where the engine knows.
    public var bytes: Int64?
    /// Bytes behind the newest readable batch, where the engine knows: a batch on its way, or, if they stay, one that was cut
    /// off or is damaged.
    public var bytesBehind: Int64?

    /// Fields as given; nil where the engine does not know.
    public init(
        id: Int32, firstOffset: Int64, nextOffset: Int64, bytes: Int64? = nil, bytesBehind: Int64? = nil
    ) {
        self.id = id
        self.firstOffset = firstOffset
        self.nextOffset = nextOffset
        self.bytes = bytes
        self.bytesBehind = bytesBehind
    }
}

/// A named value that travels beside a record's own.
public struct RecordHeader: Sendable, Hashable {
    /// UTF-8; an embedded log takes 65,535 bytes of it at most.
    public var name: String
    /// Any bytes; empty where a Kafka header has none.
    public var value: Bytes

    /// Both as given.
    public init(_ name: String, _ value: Bytes) {
        self.name = name
        self.value = value
    }
}

/// What a producer is given.
public struct OutgoingRecord: Sendable, Hashable {
    /// What consumers get back byte for byte, such as a packet in its framing.
    public var value: Bytes
    /// Chooses the partition where `partition` is nil; nil for no key.
    public var key: Bytes?
    /// Sent in this order; the producer adds a digest behind them where they hold none.
    public var headers: [RecordHeader]
    /// Milliseconds since 1970 UTC; nil for the time of sending.
    public var timestampMs: Int64?
    /// Nil: by the key's hash, else in turn.
    public var partition: Int32?

    /// Fields as given.
    public init(
        value: Bytes, key: Bytes? = nil, headers: [RecordHeader] = [], timestampMs: Int64? = nil,
        partition: Int32? = nil
    ) {
        self.value = value
        self.key = key
        self.headers = headers
        self.timestampMs = timestampMs
        self.partition = partition
    }
}

/// Where a record is.
public struct RecordPosition: Sendable, Hashable {
    /// Number within the topic, from 0.
    public var partition: Int32
    /// Place within the partition: each record's is greater than that of the record before it.
    public var offset: Int64

    /// Both as given.
    public init(partition: Int32, offset: Int64) {
        self.partition = partition
        self.offset = offset
    }
}

/// What a consumer gives.
public struct StreamRecord: Sendable, Hashable {
    /// Where it was read.
    public var position: RecordPosition
    /// Milliseconds since 1970 UTC; 0 where damage hides it, -1 where a Kafka record has none.
    public var timestampMs: Int64
    /// Nil where the producer gave none.
    public var key: Bytes?
    /// May keep a larger piece of the log in memory; `detached` is a copy that does not.
    public var value: Bytes
    /// In the order in which they were sent, with the digest that a producer added.
    public var headers: [RecordHeader]

    /// Fields as given.
    public init(
        position: RecordPosition, timestampMs: Int64, key: Bytes? = nil, value: Bytes, headers: [RecordHeader] = []
    ) {
        self.position = position
        self.timestampMs = timestampMs
        self.key = key
        self.value = value
        self.headers = headers
    }
}

/// A writer to one topic.
public protocol StreamProducer: Sendable {
    /// Appends `records` in order and returns when the engine has taken responsibility for them: on disk as far
    /// as its flush rule goes, acknowledged by all in-sync replicas with Kafka. Adds a digest header (see
    /// `PacketDigest`) where a record has none.
    @discardableResult
    func send(_ records: [OutgoingRecord]) async throws -> [RecordPosition]
    /// Returns when all that was sent would survive a power cut (embedded) or is acknowledged (Kafka).
    func flush() async throws
    /// Takes no more records: a later `send` throws.
    func close() async throws
    /// Value, key and headers of the longest record that the engine takes, bytes; a server may take less.
    var maxRecordBytes: Int { get }
}

/// Where a consumer begins.
public enum ConsumerStart: Sendable, Hashable {
    /// All partitions, from the oldest record held.
    case earliest
    /// All partitions, after the newest record.
    case latest
    /// A member of a consumer group: partitions are shared among the group's members, and reading goes on after
    /// the last committed offset (from the oldest record where there is none).
    case group(String)
    /// The partitions named, each from its offset: for a reader that keeps its own offsets.
    case offsets([Int32: Int64])
    /// All partitions, each from its first record of this time (milliseconds since 1970 UTC) or later.
    case since(timestampMs: Int64)
}

/// Records as they were read, in offset order within each partition.
public struct RecordBatch: Sendable {
    /// Those whose digest matches, or that have none.
    public var records: [StreamRecord]
    /// Records whose digest header does not match their bytes, or that lie in a damaged part of a log, with the
    /// reason; not in `records`.
    public var damaged: [DamagedRecord]
    /// Offsets that this reader was to read and that no longer exist.
    public var gaps: [OffsetGap]

    /// Fields as given.
    public init(records: [StreamRecord], damaged: [DamagedRecord] = [], gaps: [OffsetGap] = []) {
        self.records = records
        self.damaged = damaged
        self.gaps = gaps
    }

    /// Nothing came.
    public var isEmpty: Bool { records.isEmpty && damaged.isEmpty && gaps.isEmpty }
}

/// Offsets passed over, because retention removed them or a file is missing.
public struct OffsetGap: Sendable, Hashable {
    /// Number within the topic, from 0.
    public var partition: Int32
    /// Reading goes on behind them, or, where the log ends before them, at the lower bound.
    public var offsets: Range<Int64>
    /// In words, for logs and reports.
    public var reason: String

    /// Fields as given.
    public init(partition: Int32, offsets: Range<Int64>, reason: String) {
        self.partition = partition
        self.offsets = offsets
        self.reason = reason
    }
}

/// A record that is not as it was written, and how that is known.
public struct DamagedRecord: Sendable, Hashable {
    /// As far as it could be read; the value may be empty.
    public var record: StreamRecord
    /// In words, such as which digest the header states and which the value has.
    public var reason: String

    /// Both as given.
    public init(record: StreamRecord, reason: String) {
        self.record = record
        self.reason = reason
    }
}

/// A reader of one topic.
public protocol StreamConsumer: Sendable {
    /// Up to `maxRecords` records; waits at most `timeout` for the first, and returns an empty batch where none came.
    func poll(maxRecords: Int, timeout: Duration) async throws -> RecordBatch
    /// Makes the group continue at `next` (offset of the next record to read, by partition).
    func commit(_ next: [Int32: Int64]) async throws
    /// Partitions this consumer reads now.
    func assignment() async throws -> [Int32]
    /// For each partition read, the offset that the next record written will get: what is left to read is the
    /// difference.
    func endOffsets() async throws -> [Int32: Int64]
    /// Continues reading `partition` at `offset`.
    func seek(partition: Int32, to offset: Int64) async throws
    /// Leaves the group and lets go of files or connections: a later `poll` throws.
    func close() async
}

/// Reads records again by position: for a portal that shows a packet which a table only refers to.
public protocol RecordFetcher: Sendable {
    /// The record, or nil where retention has removed it.
    func fetch(topic: String, at position: RecordPosition) async throws -> StreamRecord?
}

/// A consumer group as others see it.
public struct GroupStatus: Sendable, Hashable {
    /// Readers that are there now.
    public var members: Int
    /// The next offset to read, by partition; partitions of which nothing was ever committed are missing.
    public var committed: [Int32: Int64]
    /// Partitions that a member reads; nil where the engine cannot tell.
    public var assigned: Set<Int32>?
    /// Somebody has joined it or committed for it, at some time.
    public var exists: Bool
    /// Records between what was committed and the end of the topic; all that are held where nothing was.
    public var lag: Int64 = 0

    /// Fields as given; `lag` is left at 0.
    public init(members: Int, committed: [Int32: Int64], assigned: Set<Int32>? = nil, exists: Bool = true) {
        self.members = members
        self.committed = committed
        self.assigned = assigned
        self.exists = exists
    }

    /// Records between what was committed and the end of `topic`.
    public func lag(in topic: TopicDescription) -> Int64 {
        topic.partitions.reduce(0) { $0 + max(0, $1.nextOffset - max(committed[$1.id] ?? 0, $1.firstOffset)) }
    }
}

/// Looks at a consumer group without joining it.
public protocol GroupInspector: Sendable {
    /// A group that nobody ever joined has no members and nothing committed.
    ///
    /// - Parameter limit: for the whole answer of a cluster; without one by then an error is thrown.
    func group(_ name: String, of topic: String, within limit: Duration) async throws -> GroupStatus
}

extension GroupInspector {
    /// Waits half a minute at most.
    public func group(_ name: String, of topic: String) async throws -> GroupStatus {
        try await group(name, of: topic, within: .seconds(30))
    }
}
