import Bytes
import NIOCore
import Testing
import VOEvent

@testable import Transports

/// Subscribers that do not keep to the protocol.
@Suite struct VTPFaultTests {
    private static let voice = try? VTPVoice(name: "ivo://org.tocsin.test/raw")

    /// Connects without more, and calls `body` with each text that comes until it says that this is enough.
    private func speak(
        to place: HostPort, _ body: @escaping @Sendable (TransportMessage?) throws -> [Bytes]?
    ) async throws {
        let dialler = Dialler(place: place, patience: Patience())
        let connection = try await VTPConnection.open(dialler, until: .now + .seconds(10), TransportFraming())
        try await connection.run { inbound, outbound in
            for try await text in inbound {
                guard let answers = try body(try? TransportMessage(xml: text)) else { return }
                for answer in answers { try await outbound.write(answer) }
            }
        }
    }

    private func authenticate(_ message: TransportMessage?, filters: [String] = []) throws -> [Bytes] {
        guard let message, message.role == .authenticate else { return [] }
        let voice = try #require(Self.voice)
        return [try voice.answer(.authenticate, to: message.origin, TransportMessage.Meta(filters: filters))]
    }

    /// The reason of the first departure.
    private func departure(_ broadcaster: VTPBroadcaster) async throws -> VTPDeparture {
        try await VTPBench.until("somebody is gone") { await !broadcaster.departures.isEmpty }
        return try #require(await broadcaster.departures.first)
    }

    @Test func `while connections are cut nobody is let in, and subscribers come back afterwards`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            let inbox = Inbox()
            try await VTPBench.withSubscriber(to: broadcaster.place, inbox.handler) {
                try await VTPBench.untilReady(broadcaster)
                await broadcaster.setConnections(areCut: true)
                try await VTPBench.until("it is gone") { await broadcaster.subscribers().isEmpty }
                let lost = try await broadcaster.broadcast([VTPBench.event(1)])
                #expect(!lost[0].isHeard)
                await broadcaster.setConnections(areCut: false)
                try await VTPBench.untilReady(broadcaster)
                let heard = try await broadcaster.broadcast([VTPBench.event(2)])
                #expect(heard[0].isHeard)
            }
        }
    }

    @Test func `a subscriber that does not answer iamalive is dropped`() async throws {
        var options = VTPBench.options
        options.aliveInterval = .milliseconds(50)
        try await VTPBench.withBroadcaster(options) { broadcaster in
            // How the connection ends for the one that is dropped is not asked.
            try? await speak(to: broadcaster.place) { try authenticate($0) }
            let reason = try await departure(broadcaster).reason
            #expect(reason.hasPrefix("it did not answer iamalive within"))
        }
    }

    @Test func `a subscriber that does not authenticate gets no event`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            let roles = Roles()
            async let session: Void = speak(to: broadcaster.place) { message in
                roles.add(message?.role)
                return []
            }
            try await VTPBench.until("it is connected") { await broadcaster.subscribers().count == 1 }
            #expect(await broadcaster.readiness().reason.contains("has not answered authenticate for"))
            #expect(try await broadcaster.broadcast([VTPBench.event(1)]).first?.deliveries.isEmpty == true)
            try await VTPBench.until("it is asked") { !roles.all.isEmpty }
            await broadcaster.close()
            try? await session
            #expect(roles.all == [.authenticate])
        }
    }

    @Test func `a subscriber that does not authenticate in time is dropped`() async throws {
        var options = VTPBench.options
        options.authenticationLimit = .seconds(1)
        try await VTPBench.withBroadcaster(options) { broadcaster in
            try await speak(to: broadcaster.place) { _ in [] }
            #expect(try await departure(broadcaster).reason.hasPrefix("it was not authenticated within 1 s"))
        }
    }

    @Test func `where authentication is not required, events come without it`() async throws {
        var options = VTPBench.options
        options.requiresAuthentication = false
        options.answerLimit = .milliseconds(100)
        try await VTPBench.withBroadcaster(options) { broadcaster in
            async let session: Void = speak(to: broadcaster.place) { $0 == nil ? nil : [] }
            try await VTPBench.untilReady(broadcaster)
            #expect(try await broadcaster.broadcast([VTPBench.event(1)]).first?.deliveries.count == 1)
            try await session
        }
    }

    @Test func `a filter that is no XPath is refused with a nak that says so`() async throws {
        var options = VTPBench.options
        options.authenticationLimit = .seconds(8)
        try await VTPBench.withBroadcaster(options) { broadcaster in
            let reasons = Roles()
            try await speak(to: broadcaster.place) { message in
                reasons.add(message?.role, message?.meta?.result)
                return try authenticate(message, filters: ["//Param["])
            }
            #expect(reasons.all == [.authenticate, .nak])
            #expect(reasons.words.first?.contains("XPath filter \"//Param[\"") == true)
            #expect(try await departure(broadcaster).reason.contains("XPath filter"))
        }
    }

    @Test func `a filter that asks for too much work ends the session with that reason`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            let filters = ["//*[//*[//*[. = 'zz']]]"]
            async let session: Void = speak(to: broadcaster.place) { try authenticate($0, filters: filters) }
            try await VTPBench.untilReady(broadcaster)
            var event = VOEvent(ivorn: "ivo://org.tocsin.test/alerts#1")
            event.what = What(parameters: (0..<1000).map { Parameter("p", $0) })
            let outcome = try #require(await broadcaster.broadcast([event.xml()]).first)
            #expect(outcome.deliveries.values.allSatisfy { if case .lost = $0 { true } else { false } })
            try await session
            #expect(try await departure(broadcaster).reason.hasSuffix("it asks for more than 200000 steps."))
        }
    }

    @Test func `events left without an answer are counted, and at last the subscriber is dropped`() async throws {
        var options = VTPBench.options
        options.answerLimit = .milliseconds(50)
        options.mostUnanswered = 3
        try await VTPBench.withBroadcaster(options) { broadcaster in
            async let session: Void = speak(to: broadcaster.place) { try authenticate($0) }
            try await VTPBench.untilReady(broadcaster)
            let outcomes = try await broadcaster.broadcast((0..<4).map { try VTPBench.event($0) })
            #expect(outcomes.allSatisfy { Array($0.deliveries.values) == [.unanswered] })
            try await session
            let gone = try await departure(broadcaster)
            #expect(gone.reason.hasPrefix("it left 4 events in a row unanswered"))
            #expect(gone.status?.unanswered == 4)
        }
    }

    @Test
    func `authors have their answers although a subscriber is mute, and others get every event when it is dropped`()
        async throws
    {
        var options = VTPBench.options
        (options.answerLimit, options.mostUnanswered, options.queueLimit) = (.seconds(4), 1, 2)
        try await VTPBench.withBroadcaster(options) { broadcaster in
            let inbox = Inbox()
            async let mute: Void = speak(to: broadcaster.place) { try authenticate($0) }
            try await VTPBench.untilReady(broadcaster)
            try await VTPBench.withSubscriber(to: broadcaster.place, inbox.handler) {
                try await VTPBench.until("both are there") { await broadcaster.subscribers().count == 2 }
                let receiver = try await VTPReceiver.listen(
                    at: VTPBench.anywhere, options: VTPReceiverOptions(relay: broadcaster)
                ) { _ in }
                for number in 0..<20 { try await VTPAuthor(to: receiver.place).submit(VTPBench.event(number)) }
                // What was passed on waits for the mute one, which has queued two of them at the most by now.
                #expect(inbox.ivorns.count < 20)
                try await VTPBench.until("all are passed on") { inbox.ivorns.count == 20 }
                await receiver.close()
            }
            #expect(inbox.ivorns == (0..<20).map { "ivo://org.tocsin.test/alerts#\($0)" })
            try? await mute
            #expect(try await departure(broadcaster).reason.contains("unanswered"))
        }
    }

    @Test func `what was on its way when a subscriber went is told as lost`() async throws {
        var options = VTPBench.options
        options.queueLimit = 5
        try await VTPBench.withBroadcaster(options) { broadcaster in
            async let session: Void = speak(to: broadcaster.place) { $0 == nil ? nil : try authenticate($0) }
            try await VTPBench.untilReady(broadcaster)
            let outcomes = try await broadcaster.broadcast((0..<50).map { try VTPBench.event($0) })
            #expect(outcomes.allSatisfy { if case .lost = $0.deliveries.values.first { true } else { false } })
            try await session
            #expect(try await departure(broadcaster).status?.pending == 0)
        }
    }

    @Test func `who is not allowed, and who is one too many, is not let in`() async throws {
        var options = VTPBench.options
        options.mostSubscribers = 0
        try await VTPBench.withBroadcaster(options) { broadcaster in
            try? await speak(to: broadcaster.place) { _ in nil }
            let gone = try await departure(broadcaster)
            #expect(gone.reason == "there are 0 subscribers already.")
        }
        options.allowed = [try AddressRange("10.0.0.0/8")]
        try await VTPBench.withBroadcaster(options) { broadcaster in
            try? await speak(to: broadcaster.place) { _ in nil }
            let gone = try await departure(broadcaster)
            #expect(gone.reason == "its address is not among those allowed.")
            #expect(await broadcaster.readiness().reason.contains("its address is not among those allowed."))
        }
    }

    @Test func `what is no message ends the connection with that reason`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            try await speak(to: broadcaster.place) { _ in [Bytes(utf8: "hello")] }
            #expect(try await departure(broadcaster).reason.hasPrefix("it sent what is no message: Line 1"))
        }
    }

    @Test func `a length that is too large ends the connection with that reason`() async throws {
        try await VTPBench.withBroadcaster { broadcaster in
            let dialler = Dialler(place: broadcaster.place, patience: Patience())
            let channel = try await dialler.connect(until: .now + .seconds(10))
            try await channel.writeAndFlush(ByteBuffer(bytes: [9, 0, 0, 0]))
            let reason = try await departure(broadcaster).reason
            #expect(reason.contains("150994944 bytes is announced") && reason.contains("wrong order"), "\(reason)")
            try? await channel.close()
        }
    }
}
