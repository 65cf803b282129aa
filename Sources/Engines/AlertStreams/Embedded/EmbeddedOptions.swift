public import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How an `EmbeddedStream` keeps its logs.
public struct EmbeddedOptions: Sendable {
    /// When appended records are forced to the disk. Records survive the end of the process in any case; this is about
    /// power cuts.
    public enum Flush: Sendable, Hashable {
        case everyBatch
        case interval(Duration)
        case never
    }

    /// Every 100 ms unless somebody says otherwise.
    public var flush: Flush = .interval(.milliseconds(100))
    /// A new segment begins when the next batch would pass this size, or a quarter of what retention leaves a partition.
    public var segmentBytes: Int = 1 << 30
    /// Records are joined into batches of about this size; a larger record has a batch of its own.
    public var batchBytes: Int = 1 << 20
    /// Larger records are refused.
    public var maxRecordBytes: Int = 64 << 20
    /// Limits for what is written, and for topics that are made; where none is set, the topic's own hold.
    public var retention = RetentionPolicy()
    /// Newest bytes of a topic that stay in the system's file cache once they are flushed; nil to leave that to the
    /// system. Readers further behind read from the disk.
    public var cachedBytes: Int? = Self.cacheShare
    /// How long a reader at the end of the log sleeps between looks.
    public var tailInterval: Duration = .milliseconds(4)
    /// How often a group's member looks for members that came or went.
    public var groupInterval: Duration = .milliseconds(100)
    /// Milliseconds since 1970 UTC.
    public var now: @Sendable () -> Int64 = WallClock.milliseconds
    /// Told of repairs, of gaps that readers pass over, and of segments that retention removed.
    public var logger = Logger(label: "tocsin.streams.embedded")
    /// Told of each repair that opening a topic for writing made.
    public var onRecovery: @Sendable (RecoveryReport) -> Void = { _ in }

    /// Both as given; the rest is as usual.
    public init(flush: Flush = .interval(.milliseconds(100)), retention: RetentionPolicy = RetentionPolicy()) {
        self.flush = flush
        self.retention = retention
    }

    /// Some 7,000 alerts with their stamps: 1 GiB, or an eighth of a smaller machine's memory.
    private static let cacheShare = min(1 << 30, max(sysconf(Int32(_SC_PHYS_PAGES)), 0) * Int(getpagesize()) / 8)

    /// Size of a segment so that removing whole ones can keep to the limit; never below 1 MiB or a batch.
    func segmentBytes(partitions: Int) -> Int {
        guard let most = retention.maxBytes else { return segmentBytes }
        let share = Int(clamping: most / Int64(4 * max(partitions, 1)))
        return min(segmentBytes, max(share, batchBytes, 1 << 20))
    }

    /// Milliseconds after which a segment takes nothing more, so that it can be removed; nil where age does not matter.
    var segmentAgeMs: Int64? { retention.maxAge.map { max($0.milliseconds / 4, 1000) } }
}

/// What a topic may keep; written down in its description. Whole segments are removed, oldest first, never the one being
/// written, by the topic's writer and only while there is one.
public struct RetentionPolicy: Sendable, Hashable {
    /// Bytes of all partitions together; nil for no limit.
    public var maxBytes: Int64?
    /// Time since a segment was last written to; nil for no limit.
    public var maxAge: Duration?

    /// Both as given.
    public init(maxBytes: Int64? = nil, maxAge: Duration? = nil) {
        self.maxBytes = maxBytes
        self.maxAge = maxAge
    }

    /// These limits, and those of `other` where these set none.
    func completed(by other: RetentionPolicy) -> RetentionPolicy {
        RetentionPolicy(maxBytes: maxBytes ?? other.maxBytes, maxAge: maxAge ?? other.maxAge)
    }
}

/// What opening a log for writing repaired.
public struct RecoveryReport: Sendable, Hashable, CustomStringConvertible {
    /// The segment that ended in an incomplete batch.
    public var file: String
    /// Where it was cut off.
    public var byteOffset: Int64
    /// Bytes cut off: all that lay behind `byteOffset`.
    public var bytesRemoved: Int64
    /// Name of the topic that was opened.
    public var topic: String
    /// Number of the partition that was repaired.
    public var partition: Int32
    /// The offset that the next record gets.
    public var nextOffset: Int64

    public var description: String {
        "\(file): removed \(bytesRemoved) bytes of an incomplete batch at byte \(byteOffset); "
            + "'\(topic)' partition \(partition) goes on at offset \(nextOffset)."
    }
}
