internal import Bytes
internal import NIOCore
internal import NIOPosix
internal import VOEvent

/// One connection, of texts in and texts out.
struct VTPConnection: Sendable {
    typealias Inbound = NIOAsyncChannelInboundStream<Bytes>
    typealias Outbound = NIOAsyncChannelOutboundWriter<Bytes>

    private let channel: NIOAsyncChannel<Bytes, Bytes>
    /// Of the other side; nil where it had gone before anybody could ask. It is not known any more of one that is closed.
    private let remote: SocketAddress?

    /// On the channel's event loop, before it reads: what is wrapped must be run or refused. What comes until then is
    /// kept, also where the other side has closed meanwhile.
    init(wrapping channel: any Channel) throws {
        remote = channel.remoteAddress
        self.channel = try NIOAsyncChannel(wrappingChannelSynchronously: channel)
    }

    /// Of a channel that was prepared and does not read yet. Whoever gets it runs or refuses it.
    static func start(_ channel: any Channel) async throws -> VTPConnection {
        let connection = try await channel.eventLoop.submit {
            guard channel.isActive else { throw ChannelError.ioOnClosedChannel }
            return try VTPConnection(wrapping: channel)
        }.get()
        do { try await connection.begin() } catch {
            await connection.refuse()
            throw error
        }
        return connection
    }

    /// Begins to read; before that only what the other side sent ahead of its end is taken.
    func begin() async throws { try await channel.channel.setOption(.autoRead, value: true).get() }

    static func prepare(_ channel: any Channel, _ framing: TransportFraming) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandlers(ByteToMessageHandler(VTPFrameDecoder(framing: framing)), VTPFrameEncoder(framing))
    }

    /// Connects with the dialler's patience.
    ///
    /// - Throws: `TransportError`, transient; `CancellationError`.
    static func open(
        _ dialler: Dialler, until deadline: ContinuousClock.Instant, _ framing: TransportFraming
    ) async throws -> VTPConnection {
        let channel = try await dialler.connect(until: deadline) { channel in
            channel.setOption(.autoRead, value: false).flatMapThrowing { try prepare(channel, framing) }
        }
        do { return try await start(channel) } catch {
            throw TransportError(
                "\(dialler.place)", "The connection broke: \(failureReason(error)).", isTransient: true)
        }
    }

    /// Address and port of the other side.
    var peer: String {
        guard let remote = remote, let address = remote.ipAddress else { return "unknown" }
        return "\(HostPort(address, remote.port ?? 0))"
    }

    /// Of the other side, in numbers.
    var address: NumericAddress? { remote?.ipAddress.flatMap { NumericAddress($0) } }

    /// Closes when `body` is done.
    func run<R: Sendable>(_ body: @Sendable (Inbound, Outbound) async throws -> R) async throws -> R {
        try await channel.executeThenClose { inbound, outbound in try await body(inbound, outbound) }
    }

    /// Closes without a word.
    func refuse() async { try? await channel.executeThenClose { _, _ in } }
}
