import Bytes
import NIOCore
import NIOPosix
import Testing
import VOEvent

@testable import Transports

/// Authors that close as soon as they have sent, before anybody has looked at the connection.
@Suite struct VTPHastyAuthorTests {
    /// Sends `events` over one connection and closes it.
    private func submit(_ events: Range<Int>, to place: HostPort) async throws {
        let channel = try await Dialler(place: place, patience: Patience()).connect(until: .now + .seconds(10))
        for number in events {
            let xml = try VTPBench.event(number)
            var frame = ByteBuffer(integer: UInt32(xml.count))
            xml.withUnsafeBytes { _ = frame.writeBytes($0) }
            try await channel.writeAndFlush(frame)
        }
        try await channel.close()
    }

    @Test(.timeLimit(.minutes(1)))
    func `what an author sent before it closed is read, though nobody served it meanwhile`() async throws {
        let listener = try await VTPListener(VTPBench.anywhere, TransportFraming())
        try await submit(0..<3, to: listener.place)
        // The listener's own loop has seen the end by now, or sees it later: both must do.
        try await Task.sleep(for: .milliseconds(100))
        let heard = Inbox()
        let running = Task {
            await listener.run { connection in
                heard.add(connection.peer)
                try? await connection.run { inbound, _ in for try await _ in inbound { heard.add("event") } }
            }
        }
        try await VTPBench.until("three events") { heard.ivorns.count == 4 }
        #expect(heard.ivorns[0].hasPrefix("127.0.0.1:"))
        running.cancel()
        await running.value
    }

    @Test(.timeLimit(.minutes(1)))
    func `a receiver takes all events of authors that do not wait for an answer`() async throws {
        let inbox = Inbox()
        let receiver = try await VTPReceiver.listen(at: VTPBench.anywhere) { inbox.add($0.event.ivorn) }
        try await withThrowingDiscardingTaskGroup { group in
            for number in 0..<40 {
                group.addTask { try await submit(number * 3..<number * 3 + 3, to: receiver.place) }
            }
        }
        try await VTPBench.until("all are there") { await receiver.counts.accepted == 120 }
        #expect(Set(inbox.ivorns).count == 120)
        #expect(await receiver.counts.turnedAway == 0)
        await receiver.close()
    }
}
