internal import NIOCore
internal import Synchronization

/// Whole packets on their way from a socket's event loop to one who takes them.
final class PacketQueue: Sendable {
    private struct State {
        var assembly: StreamsAssembly
        var packets: [ReceivedPacket] = []
        var taken = 0
        var bytes = 0
        var isClosed = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let mostBytes: Int
    private let state: Mutex<State>

    init(_ options: DatagramReceiverOptions) {
        mostBytes = options.queuedBytes
        state = Mutex(State(assembly: StreamsAssembly(options)))
    }

    var counts: DatagramCounts { state.withLock { $0.assembly.counts } }
    var isComplete: Bool { state.withLock { $0.assembly.isComplete && $0.taken == $0.packets.count } }
    /// No more is to be read from the socket for now.
    var isFull: Bool { state.withLock { $0.bytes >= mostBytes } }

    /// Takes a datagram; the answer that it wants.
    func take(_ buffer: ByteBuffer, from sender: SocketAddress) -> RepeatRequest? {
        let (answer, waiters) = state.withLock { state in
            let result = state.assembly.take(buffer, from: sender, .now)
            guard let packet = result.packet else { return (result.answer, [CheckedContinuation<Void, Never>]()) }
            state.packets.append(packet)
            state.bytes += packet.bytes.count
            defer { state.waiters = [] }
            return (result.answer, state.waiters)
        }
        for waiter in waiters { waiter.resume() }
        return answer
    }

    func due() -> [StreamsAssembly.Question] { state.withLock { $0.assembly.due(.now) } }

    func next() -> ReceivedPacket? {
        state.withLock { state in
            guard state.taken < state.packets.count else { return nil }
            let packet = state.packets[state.taken]
            state.taken += 1
            state.bytes -= packet.bytes.count
            if state.taken == state.packets.count || state.taken >= 1024 {
                state.packets.removeFirst(state.taken)
                state.taken = 0
            }
            return packet
        }
    }

    /// Returns when a packet is there, or the queue is woken.
    func wait() async {
        await withTaskCancellationHandler {
            await waitOnce()
        } onCancel: {
            wake()
        }
    }

    private func waitOnce() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.taken < state.packets.count || state.isClosed || Task.isCancelled { return true }
                state.waiters.append(continuation)
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    /// Ends all waits.
    func wake(isClosed: Bool = false) {
        let waiters = state.withLock { state in
            if isClosed { state.isClosed = true }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
