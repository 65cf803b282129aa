internal import NIOCore
internal import Synchronization

/// One who has connected, with what waits for it.
final class Subscriber: Sendable {
    private struct State {
        var pendingBytes = 0
        var missed = 0
        var isGone = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    let channel: any Channel
    private let queueBytes: Int
    private let state = Mutex(State())

    init(_ channel: any Channel, queueBytes: Int) {
        self.channel = channel
        self.queueBytes = queueBytes
        channel.closeFuture.whenComplete { _ in self.change { $0.isGone = true } }
    }

    var isGone: Bool { state.withLock { $0.isGone } }
    /// Packets that were queued and not written, all or in part.
    var missed: Int { state.withLock { $0.missed } }

    /// Queues `frame`; false where there is no room.
    func offer(_ frame: Framing.Frame) -> Bool {
        let size = frame.buffer.readableBytes
        let isTaken = state.withLock { state in
            guard state.pendingBytes == 0 || state.pendingBytes + size <= queueBytes else { return false }
            state.pendingBytes += size
            return true
        }
        guard isTaken else { return false }
        channel.writeAndFlush(frame.buffer).whenComplete { result in
            self.settle(size, missed: (try? result.get()) == nil ? frame.packets : 0)
        }
        return true
    }

    private func settle(_ size: Int, missed: Int) {
        change {
            $0.pendingBytes -= size
            $0.missed += missed
        }
    }

    /// Changes the state and wakes who waits for that.
    private func change(_ body: (inout State) -> Void) {
        let waiters = state.withLock { state in
            body(&state)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns after something was written, the subscriber left or the task was cancelled; at once where nothing waits.
    func progress() async {
        await withTaskCancellationHandler {
            await change()
        } onCancel: {
            self.change { _ in }
        }
    }

    private func change() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                guard !state.isGone, state.pendingBytes > 0, !Task.isCancelled else { return true }
                state.waiters.append(continuation)
                return false
            }
            if isIdle { continuation.resume() }
        }
    }

    /// Ends a wait for progress at `deadline`, unless it is cancelled before.
    func wake(at deadline: ContinuousClock.Instant) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: (deadline - ContinuousClock.now).timeAmount) { self.change { _ in } }
    }

    /// Waits until everything is written, then for the other side to close, but not longer than `limit`.
    func finish(within limit: Duration) async {
        let alarm = channel.eventLoop.scheduleTask(in: limit.timeAmount) { self.channel.close(promise: nil) }
        while !isGone, !Task.isCancelled, state.withLock({ $0.pendingBytes > 0 }) { await progress() }
        await channel.finish(within: limit)
        alarm.cancel()
    }
}
