internal import Bytes
internal import VOEvent

/// One subscriber's side of a broadcaster: its queue, its answers and its clock.
actor SubscriberSession {
    /// An event that has no answer yet.
    struct Pending {
        let ticket: Int
        let ivorn: String?
        var writtenAt: ContinuousClock.Instant?
    }

    enum Outgoing: Sendable {
        case message(Bytes)
        case event(Bytes, ticket: Int)
    }

    let voice: VTPVoice
    let options: VTPBroadcasterOptions
    nonisolated let outbox: AsyncStream<Outgoing>
    let sender: AsyncStream<Outgoing>.Continuation

    var status: VTPSubscriberStatus
    var filters: [XPathFilter] = []
    var pending: [Pending] = [] { didSet { status.pending = pending.count } }
    var unansweredInARow = 0
    let connectedAt = ContinuousClock.now
    var lastAlive = ContinuousClock.now
    var isAliveAnswered = true
    private(set) var areCredentialsExpired = false
    /// Why the session is over.
    private(set) var ending: String?

    private var tickets = 0
    private var settled: [Int: VTPDelivery] = [:]
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ status: VTPSubscriberStatus, _ voice: VTPVoice, _ options: VTPBroadcasterOptions) {
        self.status = status
        self.voice = voice
        self.options = options
        (outbox, sender) = AsyncStream.makeStream()
    }

    var isReady: Bool { ending == nil && (status.isAuthenticated || !options.requiresAuthentication) }

    /// What became of an event, and when it was queued; milliseconds since 1970 UTC.
    struct Delivered: Sendable {
        var delivery: VTPDelivery
        var offeredMs = WallTime.milliseconds()
        /// While the delivery is not known yet.
        var ticket: Int?
    }

    /// Offers events in order and waits for every answer, for as long as the limits allow.
    ///
    /// - Parameter filters: those that the events were judged by.
    func deliver(_ events: [BroadcastEvent], wantedBy filters: [XPathFilter]) async -> [Delivered] {
        var all: [Delivered] = []
        for event in events { all.append(await offer(event, filters)) }
        for (index, offer) in all.enumerated() {
            if let ticket = offer.ticket { all[index].delivery = await outcome(of: ticket) }
        }
        return all
    }

    private func offer(_ event: BroadcastEvent, _ filters: [XPathFilter]) async -> Delivered {
        if let failure = event.failure(of: filters) { end(failure) }
        guard ending != nil || event.isWanted(by: filters) else {
            status.filtered += 1
            return Delivered(delivery: .filtered)
        }
        while ending == nil, pending.count >= options.queueLimit { await change() }
        if let ending {
            status.lost += 1
            return Delivered(delivery: .lost(ending))
        }
        tickets += 1
        pending.append(Pending(ticket: tickets, ivorn: event.ivorn))
        sender.yield(.event(event.text, ticket: tickets))
        return Delivered(delivery: .unanswered, ticket: tickets)
    }

    private func outcome(of ticket: Int) async -> VTPDelivery {
        while true {
            if let delivery = settled.removeValue(forKey: ticket) { return delivery }
            await change()
        }
    }

    /// Something is settled, or the session is over.
    private func change() async { await withCheckedContinuation { waiting.append($0) } }

    private func wake() {
        let sleepers = waiting
        waiting = []
        for sleeper in sleepers { sleeper.resume() }
    }

    /// Takes an event out of the queue.
    func settle(at index: Int, _ delivery: VTPDelivery) {
        settled[pending.remove(at: index).ticket] = delivery
        wake()
    }

    /// The event's bytes were given to the system.
    func wrote(_ ticket: Int) {
        status.sent += 1
        guard let index = pending.firstIndex(where: { $0.ticket == ticket }) else { return }
        pending[index].writtenAt = .now
        if pending[index].ivorn == nil { settle(at: index, .unnamed) }
    }

    /// Drops the subscriber if it is authenticated; else it is refused when it wants to be.
    func expireCredentials() {
        areCredentialsExpired = true
        if status.isAuthenticated { end("its credentials have expired.") }
    }

    func renewCredentials() { areCredentialsExpired = false }

    /// What is queued already is still written; then the connection is closed.
    func end(_ reason: String) {
        guard ending == nil else { return }
        ending = reason
        status.lost += pending.count
        while !pending.isEmpty { settle(at: 0, .lost(reason)) }
        sender.finish()
        wake()
    }
}
