internal import Bytes
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A folder of one file a packet, `ID.avro`; a packet whose name is taken gets `ID-1.avro`, `ID-2.avro`, ...
///
/// A file appears under its name when it is complete; nothing is ever overwritten. What breaks off leaves a file
/// `.ID.*.part`. A packet of any size is one file.
public final class FileTransport: PacketTransport, ReadinessProbe {
    /// Where the files are.
    public let folder: String
    /// Of a file's name, without the dot.
    public let suffix: String
    /// Tells this run's unfinished files from those of one that broke off.
    private let run = "\(getpid())-\(WallTime.milliseconds())"
    /// Copies of the ids that came more than once.
    private let copies = Mutex<[Int64: Int]>([:])

    /// Makes `folder` where it is missing, but not the folder that holds it.
    ///
    /// - Throws: `TransportError` where it cannot be made or written to.
    public init(folder: String, suffix: String = "avro") throws(TransportError) {
        self.folder = folder
        self.suffix = suffix
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw .system("make the folder", folder) }
        if let reason = Self.obstacle(folder) { throw TransportError(folder, reason) }
    }

    /// Why nothing can be written to `folder`; nil where something can.
    static func obstacle(_ folder: String) -> String? {
        var status = stat()
        guard stat(folder, &status) == 0 else { return "There is no such folder." }
        guard status.st_mode & S_IFMT == S_IFDIR else { return "It is no folder." }
        return access(folder, W_OK | X_OK) == 0 ? nil : "You may not write there."
    }

    /// Returns when every packet has its file, under its name.
    public func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        try await sendOnThread(packets) { packet in
            try self.write(packet)
            return WallTime.milliseconds()
        }
    }

    private func write(_ packet: OutgoingPacket) throws(TransportError) {
        let file = try OutputFile(creating: "\(folder)/.\(packet.id).\(run).part")
        do {
            try packet.bytes.withUnsafeBytes { memory throws(TransportError) in try file.write(memory) }
            var copy = copies.withLock { $0[packet.id] ?? 0 }
            while try !file.publish(as: path(packet.id, copy)) { copy += 1 }
            if copy > 0 { copies.withLock { $0[packet.id] = copy } }
        } catch {
            file.remove()
            throw error
        }
    }

    private func path(_ id: Int64, _ copy: Int) -> String {
        "\(folder)/\(PacketName.of(id, copy: copy)).\(suffix)"
    }

    /// Whether the folder is there and can be written to; it is looked at once, whatever `limit` is.
    public func readiness(within limit: Duration) async -> Readiness {
        if let obstacle = Self.obstacle(folder) { return Readiness(.notReady, "\(folder): \(obstacle)") }
        return Readiness(.ready, "\(folder) can be written to.")
    }

    /// Nothing is held back, so there is nothing to do.
    public func close() async throws {}
}
