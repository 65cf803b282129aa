internal import NIOCore
internal import NIOPosix

/// A sender's socket, which is opened again at the same port where an error has closed it.
actor DatagramSocket {
    private let target: DatagramTarget
    private let address: SocketAddress
    private let handler: RequestHandler
    private var channel: (any Channel)?
    private var port = 0

    init(_ target: DatagramTarget, _ address: SocketAddress, _ handler: RequestHandler) {
        self.target = target
        self.address = address
        self.handler = handler
    }

    @discardableResult
    func open() async throws -> any Channel {
        if let channel, channel.isActive { return channel }
        do {
            let fresh = try await bind()
            if case .multicast(let group) = target { try await group.configure(fresh) }
            if let channel, channel.isActive {
                fresh.close(promise: nil)
                return channel
            }
            channel = fresh
            port = fresh.localAddress?.port ?? 0
            return fresh
        } catch let error as TransportError { throw error } catch { throw failure("No socket", error) }
    }

    private func bind() async throws -> any Channel {
        let handler = handler
        let bootstrap = DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_sndbuf), value: 1 << 20)
            .channelInitializer { $0.pipeline.addHandler(handler) }
        var own = try address.anyOfFamily()
        own.port = port
        do { return try await bootstrap.bind(to: own).get() } catch  where port != 0 {
            return try await bootstrap.bind(to: address.anyOfFamily()).get()
        }
    }

    /// Returns when the system has all of `batch`.
    func write(_ batch: [ByteBuffer], to address: SocketAddress) async throws {
        let channel = try await open()
        let written = batch.map { channel.write(AddressedEnvelope(remoteAddress: address, data: $0)) }
        channel.flush()
        do { try await EventLoopFuture.andAllSucceed(written, on: channel.eventLoop).get() } catch {
            throw failure("A datagram could not be sent", error)
        }
    }

    private func failure(_ what: String, _ error: any Error) -> TransportError {
        TransportError("\(target)", "\(what): \(failureReason(error)).", isTransient: true)
    }

    func close() async {
        try? await channel?.close()
        handler.finish()
    }

    deinit {
        channel?.close(promise: nil)
        handler.finish()
    }
}
