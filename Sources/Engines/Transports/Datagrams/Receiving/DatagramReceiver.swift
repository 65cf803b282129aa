internal import NIOCore
internal import NIOPosix

/// Receives packets that come as datagrams (docs/formats/datagrams.md), asks again for what is missing, and gives up in
/// bounded time and memory.
///
/// Two sockets: one at the port that the sender sends to, which several receivers of a multicast group share, and one
/// of its own from which it asks and to which repeats come.
public final class DatagramReceiver: Sendable {
    /// Where datagrams are expected; the port is the one that the system gave where none was asked for.
    public let place: HostPort
    private let data: any Channel
    private let asking: any Channel
    private let queue: PacketQueue

    private init(_ place: HostPort, _ data: any Channel, _ asking: any Channel, _ queue: PacketQueue) {
        self.place = place
        self.data = data
        self.asking = asking
        self.queue = queue
    }

    /// Opens the sockets. A unicast target names an address of this machine.
    ///
    /// - Throws: `TransportError` for a port in use, a missing interface, a host without address.
    public static func open(_ target: DatagramTarget, options: DatagramReceiverOptions = DatagramReceiverOptions())
        async throws -> DatagramReceiver
    {
        let (queue, address) = (PacketQueue(options), try await target.resolve())
        do {
            let asking = try await bootstrap(queue, options, asking: nil).bind(to: address.anyOfFamily()).get()
            do {
                let data = try await listen(target, address, bootstrap(queue, options, asking: asking))
                let port = data.localAddress?.port ?? target.place.port
                return DatagramReceiver(HostPort(target.place.host, port), data, asking, queue)
            } catch {
                asking.close(promise: nil)
                throw error
            }
        } catch let error as TransportError { throw error } catch {
            throw TransportError("\(target)", "No socket: \(failureReason(error)).")
        }
    }

    private static func bootstrap(_ queue: PacketQueue, _ options: DatagramReceiverOptions, asking: (any Channel)?)
        -> DatagramBootstrap
    {
        DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_rcvbuf), value: options.socketBytes)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1 << 16))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramHandler(queue, asking: asking))
                }
            }
    }

    private static func listen(_ target: DatagramTarget, _ address: SocketAddress, _ bootstrap: DatagramBootstrap)
        async throws -> any Channel
    {
        guard case .multicast(let group) = target else { return try await bootstrap.bind(to: address).get() }
        // A group of IPv6 cannot be bound to without its interface; what else comes to the port is told by its head.
        let own = try address.protocol == .inet6 ? SocketAddress(ipAddress: "::", port: group.place.port) : address
        let channel = try await bootstrap.channelOption(.socketOption(.so_reuseaddr), value: 1).bind(to: own).get()
        try await group.join(channel)
        return channel
    }

    /// What came so far.
    public var counts: DatagramCounts { queue.counts }
    /// At least one stream was heard, and all have ended with every packet taken or given up.
    public var isComplete: Bool { queue.isComplete }

    /// The next packet that is whole, in the order in which they become whole; nil after `limit`, or when closed.
    public func receive(within limit: Duration) async throws -> ReceivedPacket? {
        let deadline = ContinuousClock.now + limit
        let alarm = asking.eventLoop.scheduleTask(in: limit.timeAmount) { self.queue.wake() }
        defer { alarm.cancel() }
        while true {
            try Task.checkCancellation()
            if let packet = queue.next() { return packet }
            guard ContinuousClock.now < deadline, data.isActive else { return nil }
            await queue.wait()
        }
    }

    /// Lets go of the sockets; nothing where that is done.
    public func close() async {
        for channel in [data, asking] { try? await channel.close() }
    }

    deinit { for channel in [data, asking] { channel.close(promise: nil) } }
}
