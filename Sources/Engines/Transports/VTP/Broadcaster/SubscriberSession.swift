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

    /// Offers events in order and waits for every answer, for as long as the limits allow.
    func deliver(_ events: [BroadcastEvent]) async -> [VTPDelivery] {
        var offers: [(ticket: Int?, delivery: VTPDelivery)] = []
        for event in events { offers.append(await offer(event)) }
        var deliveries: [VTPDelivery] = []
        for offer in offers {
            if let ticket = offer.ticket {
                deliveries.append(await outcome(of: ticket))
            } else {
                deliveries.append(offer.delivery)
            }
        }
        return deliveries
    }

    private func offer(_ event: BroadcastEvent) async -> (ticket: Int?, delivery: VTPDelivery) {
        if let failure = event.failure(of: filters) { end(failure) }
        guard ending != nil || event.isWanted(by: filters) else {
            status.filtered += 1
            return (nil, .filtered)
        }
        while ending == nil, pending.count >= options.queueLimit { await change() }
        if let ending { return (nil, .lost(ending)) }
        tickets += 1
        pending.append(Pending(ticket: tickets, ivorn: event.ivorn))
        sender.yield(.event(event.text, ticket: tickets))
        return (tickets, .unanswered)
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
