internal import Bytes

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A gzipped tar archive that is being written.
final class TarWriter {
    let path: String
    private let prefix: String
    private let suffix: String
    private let file: OutputFile
    private let gzip: GzipStream
    /// Of every id, how often it came.
    private var copies: [Int64: Int] = [:]
    private var isFinished = false
    /// What broke it: after a failed write, its end is not known.
    private var failure: TransportError?

    init(path: String, level: Int, prefix: String, suffix: String) throws(TransportError) {
        guard access(path, F_OK) != 0 else { throw TransportError(path, "The archive is there already; name another.") }
        let part = path + ".part"
        guard access(part, F_OK) != 0 else {
            throw TransportError(part, "A night that broke off is there; move it away, or name another archive.")
        }
        self.path = path
        self.prefix = prefix
        self.suffix = suffix
        gzip = try GzipStream(level: level, path: path)
        file = try OutputFile(creating: part)
    }

    func add(_ packet: OutgoingPacket) throws(TransportError) {
        try checkOpen()
        let name = "\(prefix)\(PacketName.of(packet.id, copy: copies[packet.id] ?? 0)).\(suffix)"
        let header = try TarHeader(
            name: name, size: packet.bytes.count, modified: packet.timestampMs / 1000, archive: path)
        copies[packet.id, default: 0] += 1
        try pack(header.block)
        try pack(packet.bytes)
        try pack(TarHeader.padding(after: packet.bytes.count))
    }

    /// Writes what gzip holds back.
    func flush() throws(TransportError) {
        try checkOpen()
        try pack(Bytes(), .all)
    }

    func finish() throws(TransportError) {
        guard !isFinished else { return }
        try checkOpen()
        try pack(TarHeader.end, .end)
        try file.synchronise()
        guard try file.publish(as: path) else {
            throw TransportError(path, "Somebody made a file of this name; the night is complete in \(file.path).")
        }
        isFinished = true
    }

    /// Why nothing more can be written; nil where something can.
    var obstacle: TransportError? { failure ?? (isFinished ? TransportError(path, "The archive is closed.") : nil) }

    private func checkOpen() throws(TransportError) { if let obstacle { throw obstacle } }

    private func pack(_ bytes: Bytes, _ flush: GzipStream.Flush = .none) throws(TransportError) {
        try bytes.withUnsafeBytes { memory throws(TransportError) in try pack(memory, flush) }
    }

    private func pack(_ memory: UnsafeRawBufferPointer, _ flush: GzipStream.Flush) throws(TransportError) {
        do throws(TransportError) {
            try gzip.pack(memory, flush, to: file)
        } catch {
            failure = TransportError(path, error.detail)
            throw error
        }
    }
}
