internal import Bytes
internal import Logging
internal import NIOCore
internal import VOEvent

/// Takes events from authors: reads each, answers with ack, or with nak and the reason, and hands on what it accepted.
///
/// A connection may bring any number of events; each is answered before the next is read.
public actor VTPReceiver {
    /// Where authors connect; the port is the system's choice where none was asked for.
    public nonisolated let place: HostPort
    private let options: VTPReceiverOptions
    private let voice: VTPVoice
    private let hand: VTPHandler
    private let logger = Logger(label: "tocsin.vtp.receiver")
    private var seen: SeenEvents
    private var open = 0
    private var serving: Task<Void, Never>?
    private let relay: EventRelay?
    /// What was seen so far.
    public private(set) var counts = VTPReceiverCounts()

    private init(
        _ place: HostPort, _ voice: VTPVoice, _ options: VTPReceiverOptions, _ hand: @escaping VTPHandler
    ) {
        self.place = place
        self.voice = voice
        self.options = options
        self.hand = hand
        seen = SeenEvents(capacity: options.memory)
        relay = options.relay.map { EventRelay($0, limit: options.mostWaiting) }
    }

    /// Begins to listen. An event is acknowledged when `hand` has returned.
    ///
    /// - Throws: `TransportError` where the place or the name cannot be had.
    public static func listen(
        at place: HostPort, options: VTPReceiverOptions = VTPReceiverOptions(), _ hand: @escaping VTPHandler
    ) async throws -> VTPReceiver {
        let voice = try VTPVoice(name: options.name)
        let listener = try await VTPListener(place, options.framing)
        let receiver = VTPReceiver(listener.place, voice, options, hand)
        await receiver.serve(listener)
        return receiver
    }

    private func serve(_ listener: VTPListener) {
        serving = Task { await listener.run { connection in await self.serve(connection) } }
    }

    private func serve(_ connection: VTPConnection) async {
        guard options.allowed.contains(connection.address), open < options.mostConnections else {
            counts.turnedAway += 1
            logger.info("author turned away", metadata: ["peer": "\(connection.peer)"])
            return await connection.refuse()
        }
        counts.connections += 1
        open += 1
        defer { open -= 1 }
        let peer = connection.peer
        do { try await connection.run { try await self.converse($0, $1, peer) } } catch {
            counts.broken += 1
            logger.info("author's connection broke", metadata: ["peer": "\(peer)", "error": "\(error)"])
        }
    }

    private func converse(
        _ inbound: VTPConnection.Inbound, _ outbound: VTPConnection.Outbound, _ peer: String
    ) async throws {
        let idle = IdleWatch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await idle.waitUntilIdle(for: self.options.idleLimit) }
            group.addTask {
                do {
                    for try await text in inbound {
                        try await idle.pausing { try await self.hear(text, outbound, peer) }
                    }
                } catch let error as VOEventError {
                    try await outbound.write(self.voice.refuse(self.voice.name, because: "\(error)"))
                    throw error
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func hear(_ text: Bytes, _ outbound: VTPConnection.Outbound, _ peer: String) async throws {
        switch VTPHearing(text, from: peer, options.framing) {
        case .event(let event): try await take(event, outbound)
        case .message(let message) where message.role == .iamalive:
            try await answer(voice.answer(.iamalive, to: message.origin), outbound)
        case .message: return
        case .wrong(let origin, let reason):
            counts.refused += 1
            try await answer(voice.refuse(origin ?? voice.name, because: reason), outbound)
        }
    }

    private func take(_ event: VTPEvent, _ outbound: VTPConnection.Outbound) async throws {
        let ivorn = event.event.ivorn
        if let reason = try await objection(to: event) {
            counts.refused += 1
            return try await answer(voice.refuse(ivorn, because: reason), outbound)
        }
        counts.accepted += 1
        relay?.put(event.xml)
        try await answer(voice.answer(.ack, to: ivorn), outbound)
    }

    /// Whether or not the author waits for it, the rest of what it sent is heard.
    private func answer(_ text: Bytes, _ outbound: VTPConnection.Outbound) async throws {
        do { try await outbound.write(text) } catch {
            try Task.checkCancellation()
            counts.unanswered += 1
        }
    }

    private func objection(to event: VTPEvent) async throws -> String? {
        if let relay, relay.isFull { return "Too many events wait for subscribers: submit it again later." }
        guard seen.insert(event.event.ivorn) else { return "The event has been received before." }
        do {
            try await hand(event)
            return nil
        } catch {
            seen.forget(event.event.ivorn)
            try Task.checkCancellation()
            return "\(error)"
        }
    }

    /// Ends every connection and lets go of the port; what waits for subscribers is passed on, for 10 s at most.
    public func close() async {
        serving?.cancel()
        await serving?.value
        await relay?.close(within: .seconds(10))
    }
}
