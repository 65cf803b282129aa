#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What went wrong with a topic, in words that name the place and say what to do.
public struct StreamError: Error, Hashable, Sendable, CustomStringConvertible {
    enum Code: String {
        case invalidName, invalidArgument, unknownTopic, partitionMismatch, topicBusy, notOwned, noGroup
        case recordTooLarge
        case system, diskFull, readOnly, corrupt, closed, kafka, authentication, timedOut, partitionLost
    }

    let code: Code
    /// One sentence or two, complete in themselves.
    public let description: String
    /// File or folder concerned, where there is one.
    public let path: String?

    init(_ code: Code, _ description: String, path: String? = nil) {
        self.code = code
        self.description = description
        self.path = path
    }

    /// A short label from a small fixed set, for counters.
    public var reason: String { code.rawValue }

    /// The topic does not exist.
    public var isUnknownTopic: Bool { code == .unknownTopic }

    /// The same call can succeed later without anything being changed: a disk with room again, a network that is back.
    public var isRetryable: Bool { code == .diskFull || code == .timedOut || code == .topicBusy }

    /// The cluster does not let us in: user, password, certificate or rights are not what it wants.
    public var isAuthentication: Bool { code == .authentication }

    /// A record is longer than the topic takes; others may be sent.
    public var isRecordTooLarge: Bool { code == .recordTooLarge }

    /// A group gave the partition to another member, which will read the records again.
    public var isPartitionLost: Bool { code == .partitionLost }
}

extension StreamError {
    package static func unknownTopic(_ name: String, at path: String) -> StreamError {
        StreamError(
            .unknownTopic, "There is no topic '\(name)' at \(path). Create it first (tocsin topic create \(name)).",
            path: path)
    }

    package static func partitionMismatch(_ name: String, has: Int, wanted: Int) -> StreamError {
        StreamError(
            .partitionMismatch,
            "Topic '\(name)' exists with \(has) partitions, not \(wanted). Use it as it is or choose another name.")
    }

    package static func invalidPartition(_ id: Int32, topic: String, count: Int) -> StreamError {
        StreamError(
            .invalidArgument, "Topic '\(topic)' has no partition \(id): its partitions are 0 to \(count - 1).")
    }

    package static func invalidArgument(_ text: String) -> StreamError { StreamError(.invalidArgument, text) }

    package static func recordTooLarge(_ text: String) -> StreamError { StreamError(.recordTooLarge, text) }

    package static func noGroup(_ topic: String) -> StreamError {
        StreamError(
            .noGroup, "This reader of '\(topic)' belongs to no group, so it has no offsets to commit: it keeps its own."
        )
    }

    package static func partitionLost(_ id: Int32, topic: String, group: String) -> StreamError {
        StreamError(
            .partitionLost,
            "Partition \(id) of '\(topic)' belongs to another member of group '\(group)' now, which will read its "
                + "uncommitted records again.")
    }

    package static func closed(_ what: String) -> StreamError {
        StreamError(.closed, "This \(what) is closed. Open another.")
    }

    /// Checks the rule that Kafka has too: 1 to 249 letters, digits, `.`, `_` and `-`, and neither `.` nor `..`.
    package static func checkName(_ name: String, of what: String) throws(StreamError) {
        let allowed = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard allowed, (1...249).contains(name.utf8.count), name != ".", name != ".." else {
            throw StreamError(
                .invalidName,
                "'\(name)' cannot name a \(what). Use 1 to 249 letters, digits, '.', '_' and '-'.")
        }
    }

    /// The failure of a system call on `path`, from `errno`.
    static func system(_ action: String, _ path: String, errno number: Int32 = errno) -> StreamError {
        let text = String(cString: strerror(number))
        switch number {
        case ENOSPC, EDQUOT, EFBIG:
            return StreamError(
                .diskFull,
                "Cannot \(action) \(path): \(text). "
                    + "Nothing of this write was kept, all before it was; free space and go on from there.",
                path: path)
        case EROFS, EACCES, EPERM:
            return StreamError(
                .readOnly, "Cannot \(action) \(path): \(text). Check the folder's owner and mode.", path: path)
        default:
            return StreamError(.system, "Cannot \(action) \(path): \(text) (errno \(number)).", path: path)
        }
    }
}
