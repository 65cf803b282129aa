import Bytes
import NIOCore
import NIOPosix
import Testing
import VOEvent

@testable import Transports

/// Sides that say nothing, or too much.
@Suite struct VTPSilenceTests {
    /// Takes connections and runs `serve` for each.
    private func withListener<R>(
        _ serve: @escaping @Sendable (VTPConnection) async -> Void, _ body: (HostPort) async throws -> R
    ) async throws -> R {
        let listener = try await VTPListener(VTPBench.anywhere, TransportFraming())
        let running = Task { await listener.run(serve) }
        defer { running.cancel() }
        return try await body(listener.place)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a listener that ends while others connect ends quietly, and leaves no connection open`() async throws {
        for round in 0..<60 {
            let listener = try await VTPListener(VTPBench.anywhere, TransportFraming())
            let running = Task {
                await listener.run { connection in
                    try? await connection.run { inbound, _ in for try await _ in inbound {} }
                }
            }
            let port = listener.place.port
            let clients = Task {
                await withDiscardingTaskGroup { group in
                    for _ in 0..<12 {
                        group.addTask {
                            let client = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                            try? await client.connect(host: "127.0.0.1", port: port).get().closeFuture.get()
                        }
                    }
                }
            }
            try await Task.sleep(for: .microseconds(40 * round))
            running.cancel()
            await running.value
            await clients.value
        }
    }

    @Test func `a subscriber connects again when it hears nothing`() async throws {
        let connections = Inbox()
        try await withListener({ connection in
            connections.add("one")
            try? await connection.run { inbound, _ in for try await _ in inbound {} }
        }) { place in
            var options = VTPSubscriberOptions()
            options.silenceLimit = .milliseconds(50)
            options.patience.firstPause = .milliseconds(5)
            let subscriber = try VTPSubscriber(to: place, options: options)
            let running = Task { try await subscriber.run { _ in } }
            defer { running.cancel() }
            try await VTPBench.until("three connections") { connections.ivorns.count >= 3 }
        }
    }

    @Test func `a subscriber whose filters are refused stops with the reason`() async throws {
        let voice = try VTPVoice(name: "ivo://org.tocsin.test/broker")
        try await withListener({ connection in
            try? await connection.run { _, outbound in
                try await outbound.write(voice.refuse("ivo://tocsin/subscriber", because: "Too many filters."))
                try await Task.sleep(for: .seconds(5))
            }
        }) { place in
            let subscriber = try VTPSubscriber(to: place)
            let error = await #expect(throws: TransportError.self) { try await subscriber.run { _ in } }
            #expect(error?.detail.hasSuffix("Too many filters.") == true)
        }
    }

    @Test func `a broker that closes time and again without an answer counts as refusing the event`() async throws {
        let connections = Inbox()
        try await withListener({ connection in
            connections.add("one")
            try? await connection.run { inbound, _ in for try await _ in inbound { return } }
        }) { place in
            let patience = Patience(firstPause: .milliseconds(5), longestPause: .milliseconds(5))
            let author = VTPAuthor(to: place, patience: patience)
            let error = await #expect(throws: TransportError.self) { try await author.submit(VTPBench.event(1)) }
            #expect(error?.packetFault == .refused && connections.ivorns.count == author.mostClosings)
        }
    }

    @Test(arguments: [0, 3])
    func `an author that gets no answer says so, whether the broker keeps the connection or closes it`(
        _ seconds: Int
    ) async throws {
        try await withListener({ connection in
            try? await connection.run { inbound, _ in
                for try await _ in inbound { return try await Task.sleep(for: .seconds(seconds)) }
            }
        }) { place in
            let patience = Patience(total: .seconds(10), firstPause: .seconds(20), longestPause: .seconds(20))
            let limit = seconds == 0 ? Duration.seconds(10) : .milliseconds(100)
            let author = VTPAuthor(to: place, patience: patience, answerLimit: limit)
            let error = await #expect(throws: TransportError.self) { try await author.submit(VTPBench.event(1)) }
            #expect(error?.isTransient == true)
            let words = seconds == 0 ? "closed the connection without an answer" : "did not answer within"
            #expect(error?.detail.contains(words) == true, "\(error as Any)")
        }
    }

    @Test func `a receiver closes a connection that is idle`() async throws {
        var options = VTPReceiverOptions()
        options.idleLimit = .milliseconds(50)
        let receiver = try await VTPReceiver.listen(at: VTPBench.anywhere, options: options) { _ in }
        let channel = try await Dialler(place: receiver.place, patience: Patience()).connect(until: .now + .seconds(10))
        try await channel.closeFuture.get()
        await receiver.close()
    }

    @Test func `a receiver answers a wrong length with a nak that says so, and goes on with others`() async throws {
        let receiver = try await VTPReceiver.listen(at: VTPBench.anywhere) { _ in }
        let dialler = Dialler(place: receiver.place, patience: Patience())
        let channel = try await dialler.connect(until: .now + .seconds(10))
        try await channel.writeAndFlush(ByteBuffer(bytes: [0, 200, 0, 0]))
        try await VTPBench.until("it is told as broken") { await receiver.counts.broken == 1 }
        try? await channel.close()
        try await VTPAuthor(to: receiver.place).submit(VTPBench.event(1))
        await receiver.close()
    }

    @Test func `no more is queued for a subscriber than the limit`() async throws {
        var options = VTPBench.options
        options.queueLimit = 4
        try await VTPBench.withBroadcaster(options) { broadcaster in
            let most = Inbox()
            let slow: VTPHandler = { _ in
                if await broadcaster.subscribers().contains(where: { $0.pending > 4 }) { most.add("more") }
                try await Task.sleep(for: .milliseconds(2))
            }
            try await VTPBench.withSubscriber(to: broadcaster.place, slow) {
                try await VTPBench.untilReady(broadcaster)
                let outcomes = try await broadcaster.broadcast((0..<60).map { try VTPBench.event($0) })
                #expect(VTPBench.acknowledged(outcomes).count == 60)
            }
            #expect(most.ivorns.isEmpty)
        }
    }
}
