import Bytes
import Testing
import Transports
import VOEvent

@Suite struct VTPSubmissionTests {
    private func withReceiver<R>(
        _ hand: @escaping VTPHandler, options: VTPReceiverOptions = VTPReceiverOptions(),
        _ body: (VTPReceiver) async throws -> R
    ) async throws -> R {
        let receiver = try await VTPReceiver.listen(at: VTPBench.anywhere, options: options, hand)
        do {
            let result = try await body(receiver)
            await receiver.close()
            return result
        } catch {
            await receiver.close()
            throw error
        }
    }

    @Test func `events of an author are handed on with their bytes and acknowledged`() async throws {
        let inbox = Inbox()
        try await withReceiver(inbox.handler) { receiver in
            let transport = VTPTransport(.author(VTPAuthor(to: receiver.place)))
            #expect(await transport.readiness(within: .seconds(30)).state == .ready)
            let packets = try (0..<20).map {
                OutgoingPacket(id: Int64($0), bytes: try VTPBench.event($0), timestampMs: 0)
            }
            #expect(try await transport.send(packets).count == 20)
            #expect(await receiver.counts.accepted == 20)
        }
        #expect(inbox.ivorns == (0..<20).map { "ivo://org.tocsin.test/alerts#\($0)" })
    }

    @Test func `an event that comes again is refused with that reason`() async throws {
        try await withReceiver({ _ in }) { receiver in
            let author = VTPAuthor(to: receiver.place)
            try await author.submit(VTPBench.event(1))
            let error = await #expect(throws: TransportError.self) { try await author.submit(VTPBench.event(1)) }
            #expect(error?.detail == "The broker refused the event: The event has been received before.")
            #expect(error?.isTransient == false)
            #expect(await receiver.counts.refused == 1)
        }
    }

    @Test(arguments: ["<a/>", "nonsense", "<!DOCTYPE a><a/>"])
    func `what is no event is refused with what is wrong in it`(_ text: String) async throws {
        try await withReceiver({ _ in }) { receiver in
            let error = await #expect(throws: TransportError.self) {
                try await VTPAuthor(to: receiver.place).submit(Bytes(utf8: text))
            }
            #expect(error?.detail.contains("refused the event: Line 1: ") == true, "\(error as Any)")
        }
    }

    @Test func `what the handler throws is the reason of the nak, and the event may come again`() async throws {
        struct Full: Error, CustomStringConvertible { var description = "The disk is full." }
        let inbox = Inbox()
        let hand: VTPHandler = { event in
            let isFirst = inbox.ivorns.isEmpty
            try await inbox.handler(event)
            if isFirst { throw Full() }
        }
        try await withReceiver(hand) { receiver in
            let author = VTPAuthor(to: receiver.place)
            let error = await #expect(throws: TransportError.self) { try await author.submit(VTPBench.event(1)) }
            #expect(error?.detail.hasSuffix("The disk is full.") == true)
            try await author.submit(VTPBench.event(1))
        }
    }

    @Test func `an author that nobody listens to stops when its patience ends`() async throws {
        let place = try await withReceiver({ _ in }) { $0.place }
        let patience = Patience(total: .milliseconds(300), firstPause: .milliseconds(20))
        let author = VTPAuthor(to: place, patience: patience)
        let error = await #expect(throws: TransportError.self) { try await author.submit(VTPBench.event(1)) }
        #expect(error?.isTransient == true)
        #expect(error?.detail.hasPrefix("No connection after") == true, "\(error as Any)")
        #expect(await author.readiness(within: .seconds(1)).state == .notReady)
    }

    @Test func `an author waits for a receiver that comes later`() async throws {
        let place = try await withReceiver({ _ in }) { $0.place }
        let inbox = Inbox()
        async let submission = VTPAuthor(to: place).submit(VTPBench.event(1))
        try await Task.sleep(for: .milliseconds(150))
        let receiver = try await VTPReceiver.listen(at: place, inbox.handler)
        _ = try await submission
        await receiver.close()
        #expect(inbox.ivorns.count == 1)
    }

    @Test func `an address that is not allowed is turned away`() async throws {
        var options = VTPReceiverOptions()
        options.allowed = [try AddressRange("10.0.0.0/8")]
        try await withReceiver({ _ in }, options: options) { receiver in
            let author = VTPAuthor(to: receiver.place, patience: Patience(total: .seconds(1)))
            await #expect(throws: TransportError.self) { try await author.submit(VTPBench.event(1)) }
            #expect(await receiver.counts.turnedAway > 0)
        }
    }

    @Test func `an accepted event is broadcast again, byte for byte`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            let (inbox, event) = (Inbox(), try VTPBench.event(1))
            let check: VTPHandler = {
                #expect($0.xml == event)
                try await inbox.handler($0)
            }
            try await VTPBench.withSubscriber(to: broadcaster.place, check) {
                try await VTPBench.untilReady(broadcaster)
                try await withReceiver({ _ in }, options: VTPReceiverOptions(relay: broadcaster)) { receiver in
                    try await VTPAuthor(to: receiver.place).submit(event)
                    try await VTPBench.until("the event arrives") { inbox.ivorns.count == 1 }
                }
            }
        }
    }
}
