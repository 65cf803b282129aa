internal import NIOCore
internal import NIOPosix

/// Packets to everybody who connects, each behind its length: four bytes in network order.
///
/// A subscriber gets whole packets from the moment it connects. Each has a queue of its own; what happens when that is
/// full is `TCPListenOptions.slowSubscriber`, and is told in `counts`. Packets that come while nobody is there go to
/// nobody, which `counts.unheard` and the entries of `send` tell. Memory: at most `mostSubscribers` x `queueBytes`, frames being shared.
public final class TCPListenTransport: PacketTransport, ReadinessProbe {
    /// Where subscribers connect; the port is the one that the system gave where none was asked for.
    public let place: HostPort
    private let server: any Channel
    let subscribers: SubscriberSet
    private let options: TCPListenOptions

    private init(_ place: HostPort, _ server: any Channel, _ subscribers: SubscriberSet, _ options: TCPListenOptions) {
        self.place = place
        self.server = server
        self.subscribers = subscribers
        self.options = options
    }

    /// Begins to listen at `place`.
    ///
    /// - Throws: `TransportError` where the system does not allow that, such as for a port in use.
    public static func listen(at place: HostPort, options: TCPListenOptions = TCPListenOptions()) async throws
        -> TCPListenTransport
    {
        let subscribers = SubscriberSet(options)
        do {
            let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { $0.pipeline.addHandler(Welcome(subscribers)) }
                .bind(host: place.host, port: place.port).get()
            let port = server.localAddress?.port ?? place.port
            return TCPListenTransport(HostPort(place.host, port), server, subscribers, options)
        } catch { throw TransportError("\(place)", "Cannot listen: \(failureReason(error)).") }
    }

    /// What was done so far, over all subscribers.
    public var counts: TransportCounts { subscribers.counts }
    /// How many are connected.
    public var subscriberCount: Int { subscribers.members.count }

    /// A packet has at most 4,294,967,295 bytes and is sent whole.
    public func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        var sent: [SentPacket] = []
        for range in try Framing.runs(packets, size: options.frameBytes, target: "\(place)") {
            try Task.checkCancellation()
            guard server.isActive else { throw TransportError("\(place)", "The transport is closed.") }
            let isHeard = await deliver(Framing.frame(packets[range]))
            let now = isHeard ? WallTime.milliseconds() : nil
            sent.append(contentsOf: range.map { _ in SentPacket(sentMs: now) })
        }
        return sent
    }

    /// Whether anybody has it in a queue.
    private func deliver(_ frame: Framing.Frame) async -> Bool {
        var listeners = 0
        for subscriber in subscribers.members where await give(frame, to: subscriber) { listeners += 1 }
        subscribers.change { counts in
            counts.packets += frame.packets
            counts.bytes += frame.payloadBytes
            if listeners == 0 { counts.unheard += frame.packets }
        }
        return listeners > 0
    }

    /// Whether `subscriber` has it in its queue.
    private func give(_ frame: Framing.Frame, to subscriber: Subscriber) async -> Bool {
        if subscriber.offer(frame) { return true }
        guard case .wait(let limit) = options.slowSubscriber else { return letGo(subscriber, frame) }
        let deadline = ContinuousClock.now + limit
        while !subscriber.isGone, ContinuousClock.now < deadline, !Task.isCancelled {
            let alarm = subscriber.wake(at: deadline)
            defer { alarm.cancel() }
            await subscriber.progress()
            if subscriber.offer(frame) { return true }
        }
        return ContinuousClock.now < deadline ? miss(frame) : letGo(subscriber, frame)
    }

    private func letGo(_ subscriber: Subscriber, _ frame: Framing.Frame) -> Bool {
        subscribers.letGo(subscriber)
        return miss(frame)
    }

    private func miss(_ frame: Framing.Frame) -> Bool {
        subscribers.change { $0.missed += frame.packets }
        return false
    }

    /// Ready when as many as wanted are connected.
    public func readiness(within limit: Duration) async -> Readiness {
        let wanted = options.wantedSubscribers
        let deadline = ContinuousClock.now + limit
        while subscriberCount < wanted, ContinuousClock.now < deadline {
            guard (try? await Task.sleep(for: .milliseconds(10))) != nil else { break }
        }
        let count = subscriberCount
        guard count > 0 else { return Readiness(.notReady, "Nobody has connected to \(place).") }
        guard count >= wanted else {
            return Readiness(.notReady, "\(count) of \(wanted) wanted subscribers are connected to \(place).")
        }
        return Readiness(.ready, count == 1 ? "One subscriber is connected." : "\(count) subscribers are connected.")
    }

    /// Sends what is queued, then lets everybody go; those who do not take it within `closeLimit` miss it.
    public func close() async throws {
        subscribers.seal()
        try? await server.close()
        let (members, limit) = (subscribers.members, options.closeLimit)
        await withTaskGroup { group in
            for member in members { group.addTask { await member.finish(within: limit) } }
        }
    }

    deinit {
        server.close(promise: nil)
        for member in subscribers.members { member.channel.close(promise: nil) }
    }
}
