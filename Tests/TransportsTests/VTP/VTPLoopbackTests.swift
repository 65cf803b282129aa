import Bytes
import Testing
import Transports
import VOEvent

@Suite struct VTPLoopbackTests {
    @Test func `every event reaches every subscriber in order and is acknowledged`() async throws {
        var options = VTPBench.options
        options.wantedSubscribers = 2
        try await VTPBench.withBroadcaster(options) { broadcaster in
            let (first, second) = (Inbox(), Inbox())
            try await VTPBench.withSubscriber(to: broadcaster.place, first.handler) {
                try await VTPBench.withSubscriber(to: broadcaster.place, second.handler) {
                    try await VTPBench.untilReady(broadcaster)
                    let outcomes = try await broadcaster.broadcast((0..<100).map { try VTPBench.event($0) })
                    #expect(outcomes.allSatisfy { Array($0.deliveries.values) == [.acknowledged, .acknowledged] })
                }
            }
            let expected = (0..<100).map { "ivo://org.tocsin.test/alerts#\($0)" }
            #expect(first.ivorns == expected)
            #expect(second.ivorns == expected)
        }
    }

    @Test func `a filter lets through what it asks for, and the rest is counted`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            let inbox = Inbox()
            let filters = ["//Param[@name='SNR' and @value > 10]", "/voe:VOEvent[@role='utility']"]
            try await VTPBench.withSubscriber(to: broadcaster.place, filters: filters, inbox.handler) {
                try await VTPBench.untilReady(broadcaster)
                _ = try await broadcaster.broadcast((0..<20).map { try VTPBench.event($0, snr: Double($0)) })
                let status = try #require(await broadcaster.subscribers().first)
                #expect(status.filters == filters)
                #expect((status.sent, status.acknowledged, status.filtered, status.pending) == (9, 9, 11, 0))
            }
            #expect(inbox.ivorns.count == 9)
        }
    }

    @Test func `a nak is counted with its reason and the event is not sent again`() async throws {
        struct Refusal: Error, CustomStringConvertible { var description = "Not tonight." }
        try await VTPBench.withBroadcaster { broadcaster in
            try await VTPBench.withSubscriber(to: broadcaster.place, { _ in throw Refusal() }) {
                try await VTPBench.untilReady(broadcaster)
                let outcomes = try await broadcaster.broadcast([VTPBench.event(1)])
                #expect(outcomes.first.map { Array($0.deliveries.values) } == [.refused("Not tonight.")])
                let status = try #require(await broadcaster.subscribers().first)
                #expect((status.refused, status.complaint) == (1, "Not tonight."))
            }
        }
    }

    @Test func `a text that is no event goes to who has no filter, and no answer is awaited`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            let inbox = Inbox()
            try await VTPBench.withSubscriber(to: broadcaster.place, inbox.handler) {
                try await VTPBench.untilReady(broadcaster)
                let outcomes = try await broadcaster.broadcast([Bytes(utf8: "<voe:VOEv"), VTPBench.event(1)])
                #expect(outcomes.map { Array($0.deliveries.values) } == [[.unnamed], [.acknowledged]])
            }
            #expect(inbox.ivorns == ["ivo://org.tocsin.test/alerts#1"])
        }
    }

    @Test func `a subscriber connects again when the broadcaster comes back`() async throws {
        let inbox = Inbox()
        let place = try await VTPBench.withBroadcaster { $0.place }
        try await VTPBench.withSubscriber(to: place, inbox.handler) {
            for number in 0..<2 {
                let broadcaster = try await VTPBroadcaster.listen(at: place, options: VTPBench.options)
                try await VTPBench.untilReady(broadcaster)
                _ = try await broadcaster.broadcast([VTPBench.event(number)])
                await broadcaster.close()
            }
        }
        #expect(inbox.ivorns.count == 2)
    }

    @Test func `a closed broadcaster and a text too long are refused`() async throws {
        let broadcaster = try await VTPBroadcaster.listen(at: VTPBench.anywhere)
        let long = Bytes([UInt8](repeating: 65, count: 100_000))
        await #expect(throws: TransportError.self) { try await broadcaster.broadcast([long]) }
        await broadcaster.close()
        await #expect(throws: TransportError.self) { try await broadcaster.broadcast([VTPBench.event(1)]) }
    }

    @Test func `a transport sends packets and says who is there`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            let transport = VTPTransport(.broadcaster(broadcaster))
            let before = await transport.readiness(within: .seconds(1))
            #expect(before.state == .notReady)
            #expect(before.reason.hasPrefix("0 of 1 wanted subscribers"))
            let inbox = Inbox()
            try await VTPBench.withSubscriber(to: broadcaster.place, inbox.handler) {
                try await VTPBench.untilReady(broadcaster)
                let packet = OutgoingPacket(id: 7, bytes: try VTPBench.event(7), timestampMs: 0)
                #expect(try await transport.send([packet]).count == 1)
            }
            #expect(inbox.ivorns == ["ivo://org.tocsin.test/alerts#7"])
        }
    }
}
