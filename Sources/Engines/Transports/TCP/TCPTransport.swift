internal import NIOCore

/// Packets through one TCP connection, each behind its length: four bytes in network order.
///
/// Connects at the first packet, and again when the connection breaks. What the system had taken when it broke may
/// not have arrived; what it had not is sent again from the last packet boundary that is known, so that the receiver
/// may get packets twice. Bytes that the other side sends are thrown away. Memory: `TCPOptions.frameBytes`.
public actor TCPTransport: PacketTransport, ReadinessProbe {
    /// Where it connects.
    public nonisolated let place: HostPort
    private let options: TCPOptions
    private let dialler: Dialler
    private var channel: (any Channel)?
    private var wasConnected = false
    private var isClosed = false
    /// What was done so far.
    public private(set) var counts = TransportCounts()

    /// Connects later, for the first packet or probe.
    public init(to place: HostPort, options: TCPOptions = TCPOptions()) {
        self.place = place
        self.options = options
        dialler = Dialler(place: place, patience: options.patience)
    }

    /// A packet has at most 4,294,967,295 bytes and is sent whole.
    public func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        var sent: [SentPacket] = []
        for range in try Framing.runs(packets, size: options.frameBytes, target: "\(place)") {
            try await deliver(Framing.frame(packets[range]))
            let now = WallTime.milliseconds()
            sent.append(contentsOf: range.map { _ in SentPacket(sentMs: now) })
        }
        return sent
    }

    private func deliver(_ frame: Framing.Frame) async throws {
        let deadline = ContinuousClock.now + options.patience.total
        while true {
            let channel = try await connected { try await dialler.connect(until: deadline) }
            do {
                try await channel.send(frame.buffer, within: options.stallLimit, target: "\(place)")
                counts.packets += frame.packets
                counts.bytes += frame.payloadBytes
                return
            } catch {
                forget(channel)
                guard !(error is TransportError || error is CancellationError) else { throw error }
                try Task.checkCancellation()
                guard ContinuousClock.now < deadline else { throw lost(error) }
                counts.resent += frame.packets
            }
        }
    }

    private func lost(_ error: any Error) -> TransportError {
        TransportError("\(place)", "The connection broke: \(failureReason(error)).", isTransient: true)
    }

    /// The connection that there is, else what `dial` makes.
    private func connected(_ dial: () async throws -> any Channel) async throws -> any Channel {
        if isClosed { throw TransportError("\(place)", "The transport is closed.") }
        if let channel, channel.isActive { return channel }
        let fresh = try await dial()
        if isClosed || channel?.isActive ?? false {
            fresh.close(promise: nil)
            return try await connected(dial)
        }
        if wasConnected { counts.reconnections += 1 }
        wasConnected = true
        channel = fresh
        return fresh
    }

    private func forget(_ broken: any Channel) {
        broken.close(promise: nil)
        channel = nil
    }

    /// Whether there is a connection, or one can be made; it is kept for the packets.
    public func readiness(within limit: Duration) async -> Readiness {
        do {
            _ = try await connected { try await dialler.connectOnce(within: limit) }
            return Readiness(.ready, "\(place) accepted the connection.")
        } catch { return Readiness(.notReady, "\(place): \(failureReason(error)).") }
    }

    /// The connection that there is breaks; the next packet makes another.
    public func setConnections(areCut: Bool) async {
        if areCut, let channel { forget(channel) }
    }

    /// Ends the connection, within `TCPOptions.closeLimit`; nothing can be sent any more.
    public func close() async throws {
        isClosed = true
        await channel?.finish(within: options.closeLimit)
        channel = nil
    }

    deinit { channel?.close(promise: nil) }
}
