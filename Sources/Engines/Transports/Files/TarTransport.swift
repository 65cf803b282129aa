internal import Bytes
internal import NIOPosix
internal import Synchronization

/// A night as one gzipped tar archive, a file a packet: `ID.avro`, copies `ID-1.avro`, ...
///
/// Written as `PATH.part` and named `PATH` by `close()`; nothing is overwritten. After every `send` the system has all
/// of it in a form that `tar` reads, though without the end mark and gzip's checksum until `close()`.
/// Holds the ids it has sent (some 40 bytes each), for the copies' numbers.
public final class TarTransport: PacketTransport, ReadinessProbe {
    /// The finished archive.
    public let path: String
    private let archive: Mutex<TarWriter>

    /// `level`: gzip's, 1 (fast) to 9 (small); packets with stamps become some 3 % smaller by 6, in twice the time.
    /// `prefix`: folder within the archive, such as `20261121/`.
    ///
    /// - Throws: `TransportError` where `path` or `path.part` is there already, or cannot be made.
    public init(path: String, level: Int = 1, prefix: String = "", suffix: String = "avro") throws(TransportError) {
        self.path = path
        archive = Mutex(try TarWriter(path: path, level: level, prefix: prefix, suffix: suffix))
    }

    /// Returns when the system has everything, what gzip held back included.
    public func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        let sent = try await sendOnThread(packets) { packet in
            try self.archive.withLock { try $0.add(packet) }
            return WallTime.milliseconds()
        }
        try await NIOThreadPool.singleton.runIfActive { try self.archive.withLock { try $0.flush() } }
        return sent
    }

    /// Whether the archive can take more packets; it is known at once, whatever `limit` is.
    public func readiness(within limit: Duration) async -> Readiness {
        if let failure = archive.withLock({ $0.obstacle }) { return Readiness(.notReady, "\(failure)") }
        return Readiness(.ready, "\(path).part is open.")
    }

    /// Ends the archive and gives it its name; nothing where that is done.
    public func close() async throws {
        try await NIOThreadPool.singleton.runIfActive { try self.archive.withLock { try $0.finish() } }
    }
}
