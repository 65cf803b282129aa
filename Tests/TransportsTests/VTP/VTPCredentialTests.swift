import Bytes
import Testing
import Transports

@Suite struct VTPCredentialTests {
    @Test func `expired credentials drop subscribers and keep them out until they are renewed`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            let inbox = Inbox()
            try await VTPBench.withSubscriber(to: broadcaster.place, inbox.handler) {
                try await VTPBench.untilReady(broadcaster)
                _ = try await broadcaster.broadcast([VTPBench.event(1)])
                await broadcaster.setCredentials(areExpired: true)
                let reason = "its credentials have expired."
                try await VTPBench.until("it was dropped, and refused when it came again") {
                    await broadcaster.departures.count { $0.reason == reason } >= 2
                }
                #expect(await broadcaster.readiness().state == .notReady)
                let refused = await broadcaster.departures.last?.status
                #expect(refused?.isAuthenticated == false && refused?.complaint == "The credentials have expired.")
                #expect(try await broadcaster.broadcast([VTPBench.event(2)]).first?.deliveries.isEmpty == true)
            }
            await broadcaster.setCredentials(areExpired: false)
            // Our own subscriber does not try again once it was refused.
            try await VTPBench.withSubscriber(to: broadcaster.place, inbox.handler) {
                try await VTPBench.untilReady(broadcaster)
                _ = try await broadcaster.broadcast([VTPBench.event(3)])
            }
            #expect(inbox.ivorns == [1, 3].map { "ivo://org.tocsin.test/alerts#\($0)" })
        }
    }
}
