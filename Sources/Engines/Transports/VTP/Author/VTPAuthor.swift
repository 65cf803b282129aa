public import Bytes
internal import NIOCore
public import VOEvent

/// Submits events to a broker: for each a connection, the event, and the broker's ack or nak.
public struct VTPAuthor: Sendable {
    /// The broker's.
    public let place: HostPort
    /// For connections that cannot be made, or that end before the answer.
    public var patience: Patience
    /// For the broker's answer to one event.
    public var answerLimit: Duration
    /// How long an event may be.
    public var framing: TransportFraming
    /// In a row, after which a broker that takes the event and closes without an answer counts as refusing it: some do so
    /// with what they cannot read.
    public var mostClosings = 4

    /// Connects later, for each event.
    public init(
        to place: HostPort, patience: Patience = Patience(), answerLimit: Duration = .seconds(30),
        framing: TransportFraming = TransportFraming()
    ) {
        self.place = place
        self.patience = patience
        self.answerLimit = answerLimit
        self.framing = framing
    }

    /// Submits one event and returns when the broker has accepted it.
    ///
    /// A connection that cannot be made, or ends before the answer, is made again within `patience.total`; the broker may
    /// then see an event twice, and refuse the second.
    ///
    /// - Returns: milliseconds since 1970 UTC when the ack came.
    /// - Throws: `TransportError`: a nak is not transient and holds the broker's reason; `CancellationError`.
    @discardableResult
    public func submit(_ event: Bytes) async throws -> Int64 {
        do { _ = try framing.header(for: event.count) } catch {
            throw TransportError("\(place)", "\(error)", packetFault: .unsendable)
        }
        let deadline = ContinuousClock.now + patience.total
        var (attempts, closings) = (0, 0)
        while true {
            do { return try await attempt(event, until: deadline) } catch let error as TransportError {
                attempts += 1
                closings = error.packetFault == .refused ? closings + 1 : 0
                let pause = patience.pause(before: attempts)
                guard error.isTransient, closings < mostClosings, ContinuousClock.now + pause < deadline else {
                    throw error.after(attempts)
                }
                try await Task.sleep(for: pause)
            }
        }
    }

    private func attempt(_ event: Bytes, until deadline: ContinuousClock.Instant) async throws -> Int64 {
        let dialler = Dialler(place: place, patience: patience)
        let connection = try await VTPConnection.open(dialler, until: deadline, framing)
        let silence = TransportError(
            "\(place)", "The broker did not answer within \(answerLimit.text).", isTransient: true)
        do {
            return try await limited(to: answerLimit, else: silence) {
                try await connection.run { inbound, outbound in
                    try await outbound.write(event)
                    return try await answer(inbound)
                }
            }
        } catch let error where !(error is TransportError || error is CancellationError) {
            throw TransportError("\(place)", "The connection broke: \(failureReason(error)).", isTransient: true)
        }
    }

    private func answer(_ inbound: VTPConnection.Inbound) async throws -> Int64 {
        for try await text in inbound {
            guard let message = try? TransportMessage(xml: text) else {
                throw TransportError("\(place)", "The broker answered with what is no message of VTP.")
            }
            switch message.role {
            case .ack: return WallTime.milliseconds()
            case .nak:
                let reason = message.meta?.result ?? "it gave no reason"
                throw TransportError("\(place)", "The broker refused the event: \(reason)", packetFault: .refused)
            case .iamalive, .authenticate: continue
            }
        }
        try Task.checkCancellation()
        throw TransportError(
            "\(place)", "The broker closed the connection without an answer.", isTransient: true,
            packetFault: .refused)
    }

    /// Whether a connection can be made; it is closed at once.
    public func readiness(within limit: Duration) async -> Readiness {
        do {
            let channel = try await Dialler(place: place, patience: patience).connectOnce(within: limit)
            try await channel.close()
            return Readiness(.ready, "The broker at \(place) takes connections.")
        } catch { return Readiness(.notReady, "No connection to \(place): \(failureReason(error)).") }
    }
}

extension TransportError {
    /// The same, with the number of attempts where there was more than one.
    fileprivate func after(_ attempts: Int) -> TransportError {
        guard attempts > 1 else { return self }
        return TransportError(
            target, "\(detail) (Attempt \(attempts).)", isTransient: isTransient, packetFault: packetFault)
    }
}
