internal import Bytes

/// Packets whose bytes are VOEvents, to the world or to one broker.
public struct VTPTransport: PacketTransport, ReadinessProbe {
    /// To whom the events go.
    public enum Role: Sendable {
        /// To everybody who subscribes and wants it.
        case broadcaster(VTPBroadcaster)
        /// To one broker.
        case author(VTPAuthor)
    }

    /// Everybody, or one broker.
    public let role: Role

    /// By a broadcaster that listens already, or an author.
    public init(_ role: Role) { self.role = role }

    /// A broadcaster's packets are sent when every subscriber that was ready has answered or had its time, whatever the
    /// answers were: `VTPBroadcaster.subscribers()` tells. One that no subscriber answered or did without has no time. An author's are sent when the broker has accepted each.
    ///
    /// - Throws: `TransportError`; an author's names the packet, those before it were sent.
    public func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        switch role {
        case .broadcaster(let broadcaster):
            let outcomes = try await broadcaster.broadcast(packets.map(\.bytes))
            return outcomes.map { SentPacket(sentMs: $0.isHeard ? $0.sentMs : nil) }
        case .author(let author): return try await submit(packets, author)
        }
    }

    private func submit(_ packets: [OutgoingPacket], _ author: VTPAuthor) async throws -> [SentPacket] {
        var sent: [SentPacket] = []
        for packet in packets {
            do { sent.append(SentPacket(sentMs: try await author.submit(packet.bytes))) } catch let error
                as TransportError
            {
                throw TransportError(
                    error.target, "Packet \(packet.id): \(error.detail)", isTransient: error.isTransient,
                    packetFault: error.packetFault)
            }
        }
        return sent
    }

    /// Closes the broadcaster; an author has nothing that stays open.
    public func close() async throws {
        if case .broadcaster(let broadcaster) = role { await broadcaster.close() }
    }

    /// What the broadcaster or the author finds.
    public func readiness(within limit: Duration) async -> Readiness {
        switch role {
        case .broadcaster(let broadcaster): await broadcaster.readiness(within: limit)
        case .author(let author): await author.readiness(within: limit)
        }
    }
}

extension VTPTransport: CredentialedTransport {
    /// Those of a broadcaster's subscribers; an author shows none.
    public func setCredentials(areExpired: Bool) async {
        if case .broadcaster(let broadcaster) = role { await broadcaster.setCredentials(areExpired: areExpired) }
    }

    /// The same as `send`.
    public func offer(_ packets: [OutgoingPacket]) async throws -> [SentPacket?] { try await send(packets) }
}
