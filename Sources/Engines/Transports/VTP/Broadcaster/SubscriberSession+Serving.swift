internal import Bytes
internal import NIOCore

extension SubscriberSession {
    /// Speaks and listens until either side ends it.
    nonisolated func serve(_ connection: VTPConnection) async {
        do {
            try await connection.run { inbound, outbound in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await self.listen(inbound) }
                    group.addTask { try await self.speak(outbound) }
                    group.addTask { try await self.keep() }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            }
            await end("the connection was closed.")
        } catch is CancellationError {
            await end("the broadcaster was closed.")
        } catch { await end("the connection broke: \(failureReason(error)).") }
    }

    private func listen(_ inbound: VTPConnection.Inbound) async throws {
        for try await text in inbound { try hear(text) }
        try Task.checkCancellation()
        end("it closed the connection.")
    }

    private nonisolated func speak(_ outbound: VTPConnection.Outbound) async throws {
        for await outgoing in outbox {
            switch outgoing {
            case .message(let text): try await outbound.write(text)
            case .event(let text, let ticket):
                try await outbound.write(text)
                await wrote(ticket)
            }
        }
    }
}
