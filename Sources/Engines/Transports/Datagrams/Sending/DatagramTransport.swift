internal import Bytes
internal import NIOCore

/// Packets by UDP, to one receiver or a multicast group, cut into numbered datagrams (docs/formats/datagrams.md).
///
/// The last packets are kept, and sent again to whoever asks. A packet has at most 65,535 fragments, 87,554,760 bytes
/// with datagrams of 1,400 bytes; a longer one is an error before any of it is sent. Nobody acknowledges: `send`
/// returns when the system has taken the datagrams. Memory: what is kept.
public actor DatagramTransport: PacketTransport, ReadinessProbe {
    /// One receiver or a group.
    public nonisolated let target: DatagramTarget
    /// What tells this run from others of the same target.
    public nonisolated let stream: UInt64
    let options: DatagramOptions
    let address: SocketAddress
    let socket: DatagramSocket
    var ring: RepeatRing
    /// Packets whose every fragment the system has.
    var sentThrough: UInt64 = 0
    /// What was last told of that, and how many intervals ago.
    var told: (through: UInt64, rounds: Int) = (0, 0)
    /// When a receiver last asked for something.
    var lastAsked = ContinuousClock.now
    /// Datagrams of receivers that came, wishes or not.
    var answers = 0
    private var pace: Pace
    private var isClosed = false
    private var background: Task<Void, Never>?
    /// What was done so far.
    public internal(set) var counts = TransportCounts()

    private init(
        _ target: DatagramTarget, _ stream: UInt64, _ options: DatagramOptions, _ address: SocketAddress,
        _ socket: DatagramSocket
    ) {
        self.target = target
        self.stream = stream
        self.options = options
        self.address = address
        self.socket = socket
        ring = RepeatRing(mostPackets: options.keptPackets, mostBytes: options.keptBytes)
        pace = Pace(bytesPerSecond: options.bytesPerSecond, now: .now)
    }

    /// Opens a socket. `stream` must differ from that of earlier runs, such as a random number.
    ///
    /// - Throws: `TransportError` for options that cannot be, a host without address, a missing interface.
    public static func open(
        _ target: DatagramTarget, stream: UInt64 = .random(in: 0 ... .max), options: DatagramOptions = DatagramOptions()
    ) async throws -> DatagramTransport {
        let least = DatagramFormat.headerBytes + 1
        guard (least...DatagramFormat.mostBytes).contains(options.datagramBytes) else {
            throw TransportError("\(target)", "A datagram has \(least) to \(DatagramFormat.mostBytes) bytes.")
        }
        if let rate = options.bytesPerSecond, !(rate >= 1 && rate.isFinite) {
            throw TransportError("\(target)", "A rate is 1 byte/s or more.")
        }
        let (asked, continuation) = AsyncStream.makeStream(
            of: RequestHandler.Asked.self, bufferingPolicy: .bufferingOldest(64))
        let address = try await target.resolve()
        let socket = DatagramSocket(target, address, RequestHandler(stream: stream, continuation))
        try await socket.open()
        let transport = DatagramTransport(target, stream, options, address, socket)
        await transport.start(asked)
        return transport
    }

    private func start(_ asked: AsyncStream<RequestHandler.Asked>) {
        let interval = options.statusInterval
        background = Task { [weak self] in
            await withTaskGroup { group in
                group.addTask { for await one in asked { await self?.answer(one) } }
                group.addTask {
                    while (try? await Task.sleep(for: interval)) != nil { await self?.tellStatusWhereDue() }
                }
                await group.waitForAll()
            }
        }
    }

    deinit { background?.cancel() }

    /// A packet that the system did not take all of is numbered all the same, and kept for those who ask.
    public func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        for packet in packets { try check(packet) }
        var sent: [SentPacket] = []
        for packet in packets {
            let kept = RepeatRing.Kept(head: head(of: packet), bytes: packet.bytes)
            ring.keep(kept)
            try await emit(kept, 0...kept.head.fragmentCount - 1, to: address, options.patience)
            sentThrough = ring.next
            counts.packets += 1
            counts.bytes += packet.bytes.count
            sent.append(SentPacket(sentMs: WallTime.milliseconds()))
        }
        return sent
    }

    private func check(_ packet: OutgoingPacket) throws {
        let most = min(options.fragmentBytes * DatagramFormat.mostFragments, Int(UInt32.max))
        guard packet.bytes.count > most else { return }
        let carried = "\(DatagramFormat.mostFragments) datagrams carry \(most)"
        throw TransportError(
            "\(target)", "Packet \(packet.id) has \(packet.bytes.count) bytes; \(carried).", packetFault: .unsendable)
    }

    private func head(of packet: OutgoingPacket) -> DatagramPacketHead {
        DatagramPacketHead(
            stream: stream, sequence: ring.next, id: packet.id, timestampMs: packet.timestampMs,
            length: packet.bytes.count, checksum: CRC32C.checksum(packet.bytes), fragmentBytes: options.fragmentBytes)
    }

    /// Sends the fragments `indices` of `packet`, some dozens at a time.
    func emit(
        _ packet: RepeatRing.Kept, _ indices: ClosedRange<Int>, to address: SocketAddress, _ patience: Patience? = nil
    ) async throws {
        for first in stride(from: indices.lowerBound, through: indices.upperBound, by: 32) {
            let batch = (first...min(first + 31, indices.upperBound)).map { packet.fragment($0).encoded() }
            try await emit(batch, to: address, patience)
        }
    }

    /// Sends `batch` at the pace that is set. Where the system refuses, such as without a network, tries again as
    /// long as `patience` says.
    func emit(_ batch: [ByteBuffer], to address: SocketAddress, _ patience: Patience? = nil) async throws {
        try Task.checkCancellation()
        if isClosed { throw TransportError("\(target)", "The transport is closed.") }
        let time = pace.reserve(batch.reduce(0) { $0 + $1.readableBytes }, now: .now)
        if time > .now { try await Task.sleep(until: time) }
        let deadline = ContinuousClock.now + (patience?.total ?? .zero)
        var attempts = 0
        while true {
            do { return try await socket.write(batch, to: address) } catch {
                attempts += 1
                let pause = patience?.pause(before: attempts) ?? .zero
                guard ContinuousClock.now + pause < deadline, !isClosed else { throw error }
                try await Task.sleep(for: pause)
            }
        }
    }

    /// Says that the stream has ended, answers requests until they stop, and lets go of the socket; at once where the
    /// task is cancelled.
    public func close() async throws {
        guard !isClosed else { return }
        let start = ContinuousClock.now
        lastAsked = start
        var rounds = 0
        while !Task.isCancelled, ContinuousClock.now - start < options.closeLimit {
            guard ContinuousClock.now - lastAsked < options.quietBeforeClose || rounds < 3 else { break }
            try? await emit([status([.ended])], to: address)
            rounds += 1
            try? await Task.sleep(for: .milliseconds(50))
        }
        isClosed = true
        background?.cancel()
        await socket.close()
    }
}
