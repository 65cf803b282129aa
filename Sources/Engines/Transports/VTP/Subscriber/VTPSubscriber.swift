internal import Bytes
internal import Logging
internal import NIOCore
internal import VOEvent

/// Subscribes to a broadcaster: answers its `authenticate` and `iamalive`, hands events on and acknowledges them.
public struct VTPSubscriber: Sendable {
    /// The broadcaster's.
    public let place: HostPort
    private let options: VTPSubscriberOptions
    private let voice: VTPVoice
    private let logger = Logger(label: "tocsin.vtp.subscriber")

    /// - Throws: `TransportError` where the name is none.
    public init(to place: HostPort, options: VTPSubscriberOptions = VTPSubscriberOptions()) throws(TransportError) {
        self.place = place
        self.options = options
        voice = try VTPVoice(name: options.name)
    }

    /// Receives until the task is cancelled, and connects again when the connection is lost.
    ///
    /// An event is acknowledged when `hand` has returned; what it throws, or what is wrong with the event, is the reason of
    /// a nak, after which the broadcaster does not send the event again.
    ///
    /// - Throws: `TransportError` where there was no connection for `patience.total`, or the broadcaster refuses this
    ///   subscriber; `CancellationError`.
    public func run(_ hand: @escaping VTPHandler) async throws {
        var (failures, lastWord) = (0, ContinuousClock.now)
        while true {
            let deadline = lastWord + options.patience.total
            do {
                let dialler = Dialler(place: place, patience: options.patience)
                let connection = try await VTPConnection.open(dialler, until: deadline, options.framing)
                if try await serve(connection, hand) { (failures, lastWord) = (0, .now) }
                try Task.checkCancellation()
            } catch let error as TransportError {
                guard error.isTransient, ContinuousClock.now < deadline else { throw error }
            }
            failures += 1
            try await Task.sleep(for: options.patience.pause(before: failures))
        }
    }

    /// Whether anything was heard before the connection ended.
    private func serve(_ connection: VTPConnection, _ hand: @escaping VTPHandler) async throws -> Bool {
        let (idle, ear) = (IdleWatch(), Ear())
        do {
            try await connection.run { inbound, outbound in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await idle.waitUntilIdle(for: options.silenceLimit) }
                    group.addTask {
                        for try await text in inbound {
                            await ear.hear()
                            try await idle.pausing { try await answer(text, outbound, connection.peer, hand) }
                        }
                    }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            }
        } catch let error as TransportError where !error.isTransient {
            throw error
        } catch is CancellationError {
            return await ear.hasHeard
        } catch { logger.info("connection lost", metadata: ["peer": "\(place)", "reason": "\(failureReason(error))"]) }
        return await ear.hasHeard
    }

    private func answer(
        _ text: Bytes, _ outbound: VTPConnection.Outbound, _ peer: String, _ hand: VTPHandler
    ) async throws {
        switch VTPHearing(text, from: peer, options.framing) {
        case .event(let event): try await outbound.write(take(event, hand))
        case .message(let message): try await answer(message, outbound)
        case .wrong(let origin, let reason):
            logger.warning("invalid event", metadata: ["peer": "\(peer)", "reason": "\(reason)"])
            if let origin { try await outbound.write(voice.refuse(origin, because: reason)) }
        }
    }

    private func take(_ event: VTPEvent, _ hand: VTPHandler) async throws -> Bytes {
        do { try await hand(event) } catch let error where !(error is CancellationError) {
            return try voice.refuse(event.event.ivorn, because: "\(error)")
        }
        return try voice.answer(.ack, to: event.event.ivorn)
    }

    private func answer(_ message: TransportMessage, _ outbound: VTPConnection.Outbound) async throws {
        switch message.role {
        case .iamalive: try await outbound.write(voice.answer(.iamalive, to: message.origin))
        case .authenticate:
            let wishes = TransportMessage.Meta(filters: options.filters.map(\.expression))
            try await outbound.write(voice.answer(.authenticate, to: message.origin, wishes))
        case .nak:
            let reason = message.meta?.result ?? "it gave no reason"
            throw TransportError("\(place)", "The broadcaster refuses this subscriber: \(reason)")
        case .ack: return
        }
    }

    /// Remembers that there was a word.
    private actor Ear {
        private(set) var hasHeard = false
        func hear() { hasHeard = true }
    }
}
