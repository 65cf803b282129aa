internal import NIOCore
internal import Synchronization

/// Those who are connected, and what became of those who were.
final class SubscriberSet: Sendable {
    private struct State {
        var members: [Subscriber] = []
        var counts = TransportCounts()
        var isClosed = false
        var isCut = false
    }

    private let options: TCPListenOptions
    private let state = Mutex(State())

    init(_ options: TCPListenOptions) { self.options = options }

    var members: [Subscriber] { state.withLock { $0.members.filter { !$0.isGone } } }
    var counts: TransportCounts { state.withLock { $0.counts } }

    func change(_ body: (inout TransportCounts) -> Void) { state.withLock { body(&$0.counts) } }

    /// Takes `channel` up, or turns it away where there are enough.
    func add(_ channel: any Channel) {
        let subscriber = Subscriber(channel, queueBytes: options.queueBytes)
        let isWelcome = state.withLock { state in
            guard !state.isClosed, !state.isCut, state.members.count < options.mostSubscribers else { return false }
            state.members.append(subscriber)
            return true
        }
        guard isWelcome else { return channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in self.left(subscriber) }
    }

    private func left(_ subscriber: Subscriber) {
        state.withLock { state in
            state.members.removeAll { $0 === subscriber }
            state.counts.missed += subscriber.missed
        }
    }

    /// Closes the connection of one who does not keep up.
    func letGo(_ subscriber: Subscriber) {
        state.withLock { state in
            guard let place = state.members.firstIndex(where: { $0 === subscriber }) else { return }
            state.members.remove(at: place)
            state.counts.droppedSubscribers += 1
        }
        subscriber.channel.close(promise: nil)
    }

    /// While it is cut, nobody is connected; what was queued for them may be lost.
    func setCut(_ isCut: Bool) {
        let members = state.withLock { state in
            state.isCut = isCut
            guard isCut else { return [Subscriber]() }
            // From now on they are offered nothing.
            defer { state.members = [] }
            return state.members
        }
        for member in members { member.channel.close(promise: nil) }
    }

    /// Takes up no more.
    func seal() { state.withLock { $0.isClosed = true } }
}
