import Bytes
import Foundation
import Testing
import Transports
import VOEvent

/// Against another program of the same protocol.
@Suite(.enabled(if: Comet.isInstalled, "no Python with comet (TOCSIN_PYTHON)"), .timeLimit(.minutes(10)))
struct CometTests {
    @Test func `comet subscribes, stores every event as it was sent, and acknowledges each`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            try await Comet.with(["--remote=\(broadcaster.place)"]) { comet in
                try await VTPBench.untilReady(broadcaster)
                let texts = try (0..<200).map { try VTPBench.event($0) }
                let outcomes = try await broadcaster.broadcast(texts)
                #expect(outcomes.allSatisfy { Array($0.deliveries.values) == [.acknowledged] })
                try await VTPBench.until("200 events are stored") { try comet.stored.count == 200 }
                #expect(try Set(comet.stored) == Set(texts.compactMap(\.utf8Text)))
            }
        }
    }

    @Test func `comet's XPath filters choose what it is sent`() async throws {
        let filters = ["--filter=//Param[@name='SNR' and @value > 10]", "--filter=//Param[@value = 3]"]
        try await VTPBench.withBroadcaster { broadcaster in
            try await Comet.with(["--remote=\(broadcaster.place)"] + filters) { comet in
                try await VTPBench.untilReady(broadcaster)
                let texts = try (0..<20).map { try VTPBench.event($0, snr: Double($0)) }
                let outcomes = try await broadcaster.broadcast(texts)
                let wanted = [3] + (11..<20)
                #expect(VTPBench.acknowledged(outcomes) == wanted)
                try await VTPBench.until("10 events are stored") { try comet.stored.count == wanted.count }
                let stored = try Set(comet.stored)
                #expect(stored == Set(wanted.compactMap { texts[$0].utf8Text }))
            }
        }
    }

    @Test func `comet stays when it is asked whether it is alive`() async throws {
        var options = VTPBench.options
        options.aliveInterval = .seconds(1)
        try await VTPBench.withBroadcaster(options) { broadcaster in
            try await Comet.with(["--remote=\(broadcaster.place)"]) { _ in
                try await VTPBench.untilReady(broadcaster)
                try await Task.sleep(for: .seconds(3))
                #expect(await broadcaster.subscribers().count == 1)
                #expect(await broadcaster.departures.isEmpty)
            }
        }
    }

    @Test func `comet's author submits an event to us, and is told why another is refused`() async throws {
        let inbox = Inbox()
        let receiver = try await VTPReceiver.listen(at: VTPBench.anywhere, inbox.handler)
        let text = try #require(VTPBench.event(1).utf8Text)
        let port = receiver.place.port
        let first = try await Comet.submit(text, port: port)
        #expect(first.contains("Event was sent successfully"), "\(first)")
        let second = try await Comet.submit(text, port: port)
        #expect(second.contains("The event has been received before."), "\(second)")
        await receiver.close()
        #expect(inbox.ivorns == ["ivo://org.tocsin.test/alerts#1"])
    }

    @Test func `we submit to comet, which broadcasts to us what we ask for`() async throws {
        let (submissions, broadcasts) = (try await freePort(), try await freePort())
        let words = [
            "--receive", "--receive-port=\(submissions)", "--broadcast", "--broadcast-port=\(broadcasts)",
            "--broadcast-test-interval=0", "--local-ivo=ivo://org.comet/broker",
        ]
        try await Comet.with(words) { comet in
            let (inbox, author) = (Inbox(), VTPAuthor(to: HostPort("127.0.0.1", submissions)))
            try await author.submit(VTPBench.event(0))
            let place = HostPort("127.0.0.1", broadcasts)
            try await VTPBench.withSubscriber(to: place, filters: ["//Param[@value > 10]"], inbox.handler) {
                try await submitUntilHeard(author, inbox)
                try await author.submit(VTPBench.event(2000, snr: 5))
                try await author.submit(VTPBench.event(3000, snr: 50))
                let last = "ivo://org.tocsin.test/alerts#3000"
                try await VTPBench.until("the last event comes") { inbox.ivorns.contains(last) }
            }
            #expect(!inbox.ivorns.contains("ivo://org.tocsin.test/alerts#2000"))
            let error = await #expect(throws: TransportError.self) {
                try await author.submit(VTPBench.event(3000, snr: 50))
            }
            #expect(error?.detail.contains("refused the event: Event rejected") == true, "\(error as Any)")
        }
    }

    /// Comet does not tell when a subscriber's filters are in force.
    private func submitUntilHeard(_ author: VTPAuthor, _ inbox: Inbox) async throws {
        var number = 1
        try await VTPBench.until("comet broadcasts to us") {
            try await author.submit(VTPBench.event(number))
            number += 1
            try await Task.sleep(for: .milliseconds(100))
            return !inbox.ivorns.isEmpty
        }
    }

    private func freePort() async throws -> Int {
        let receiver = try await VTPReceiver.listen(at: VTPBench.anywhere) { _ in }
        await receiver.close()
        return receiver.place.port
    }
}
