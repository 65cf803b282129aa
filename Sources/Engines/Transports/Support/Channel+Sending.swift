internal import NIOCore

extension Channel {
    /// Writes `buffer` and returns when the system has all of it.
    ///
    /// - Throws: what the channel fails with. The channel is closed where that took longer than `limit`, or the task
    /// was
    ///   cancelled: a part of it may have been sent.
    func send(_ buffer: ByteBuffer, within limit: Duration, target: String) async throws {
        let written = eventLoop.makePromise(of: Void.self)
        let alarm = eventLoop.scheduleTask(in: limit.timeAmount) {
            written.fail(TransportError(target, "The other side took nothing for \(limit.text).", isTransient: true))
            self.close(promise: nil)
        }
        defer { alarm.cancel() }
        writeAndFlush(buffer).cascade(to: written)
        try await withTaskCancellationHandler {
            try await written.futureResult.get()
        } onCancel: {
            self.close(promise: nil)
        }
        try Task.checkCancellation()
    }

    /// Says that no more comes, and waits for the other side to close, but not longer than `limit`.
    func finish(within limit: Duration) async {
        guard isActive else { return }
        let alarm = eventLoop.scheduleTask(in: limit.timeAmount) { self.close(promise: nil) }
        close(mode: .output, promise: nil)
        try? await closeFuture.get()
        alarm.cancel()
    }
}
