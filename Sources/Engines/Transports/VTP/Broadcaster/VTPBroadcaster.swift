public import Bytes
internal import Logging
internal import VOEvent

/// Sends events to everybody who subscribes by VTP.
///
/// Each subscriber has a bounded queue of its own: who is slow holds up the sender, at most until its limits of time are
/// over, and is then dropped with a reason, as is one whose filter asks for too much work; nobody is sent a stream with holes that nobody counted.
public actor VTPBroadcaster: ReadinessProbe {
    /// What became of one event.
    public struct Outcome: Sendable, Hashable {
        /// When the event was queued for the first of them.
        public var sentMs: Int64
        /// By the subscriber's id; those that were not ready are not here.
        public var deliveries: [Int: VTPDelivery]

        /// Somebody has answered for it, or did not ask for it; false where nobody was ready, or all were lost.
        public var isHeard: Bool { deliveries.values.contains(where: \.isHeard) }
    }

    /// Where subscribers connect; the port is the system's choice where none was asked for.
    public nonisolated let place: HostPort
    /// As they were given.
    public nonisolated let options: VTPBroadcasterOptions
    private let voice: VTPVoice
    private let logger = Logger(label: "tocsin.vtp.broadcaster")
    private var sessions: [Int: SubscriberSession] = [:]
    private var connections = 0
    private var serving: Task<Void, Never>?
    private var isClosed = false
    private var areCredentialsExpired = false
    private var areConnectionsCut = false
    /// The last that left or were not let in; at most 50.
    public private(set) var departures: [VTPDeparture] = []

    private init(_ place: HostPort, _ voice: VTPVoice, _ options: VTPBroadcasterOptions) {
        self.place = place
        self.voice = voice
        self.options = options
    }

    /// Begins to listen.
    ///
    /// - Throws: `TransportError` where the place or the name cannot be had.
    public static func listen(at place: HostPort, options: VTPBroadcasterOptions = VTPBroadcasterOptions()) async throws
        -> VTPBroadcaster
    {
        let voice = try VTPVoice(name: options.name)
        let listener = try await VTPListener(place, options.framing)
        let broadcaster = VTPBroadcaster(listener.place, voice, options)
        await broadcaster.serve(listener)
        return broadcaster
    }

    private func serve(_ listener: VTPListener) {
        serving = Task { await listener.run { connection in await self.serve(connection) } }
    }

    private func serve(_ connection: VTPConnection) async {
        if let reason = objection(to: connection) {
            note(connection.peer, reason, nil)
            return await connection.refuse()
        }
        connections += 1
        let status = VTPSubscriberStatus(id: connections, peer: connection.peer, connectedMs: WallTime.milliseconds())
        let session = SubscriberSession(status, voice, options)
        sessions[status.id] = session
        if areCredentialsExpired { await session.expireCredentials() }
        await session.serve(connection)
        sessions[status.id] = nil
        note(status.peer, await session.ending ?? "", await session.status)
    }

    private func objection(to connection: VTPConnection) -> String? {
        if !options.allowed.contains(connection.address) { return "its address is not among those allowed." }
        if sessions.count >= options.mostSubscribers { return "there are \(sessions.count) subscribers already." }
        if areConnectionsCut { return "connections are cut." }
        return isClosed ? "the broadcaster is closed." : nil
    }

    private func note(_ peer: String, _ reason: String, _ status: VTPSubscriberStatus?) {
        logger.info("subscriber gone", metadata: ["peer": "\(peer)", "reason": "\(reason)"])
        departures.append(VTPDeparture(peer: peer, reason: reason, timeMs: WallTime.milliseconds(), status: status))
        if departures.count > 50 { departures.removeFirst() }
    }

    /// Sends texts, events or what is to be taken for one, to every subscriber that is ready, and waits for the answers.
    ///
    /// - Returns: for each text, what became of it.
    /// - Throws: `TransportError` where the broadcaster is closed or a text is longer than a message may be; nothing is
    ///   sent then.
    public func broadcast(_ texts: [Bytes]) async throws -> [Outcome] {
        guard !isClosed else { throw TransportError("\(place)", "The broadcaster is closed.") }
        for text in texts {
            do { _ = try options.framing.header(for: text.count) } catch {
                throw TransportError("\(place)", "\(error)", packetFault: .unsendable)
            }
        }
        let ready = await readySessions()
        let filters = Set(ready.values.flatMap(\.filters))
        let events = await Self.prepare(texts, filters, options.framing.maximumBytes)
        let deliveries = await Self.deliver(events, to: ready)
        let now = WallTime.milliseconds()
        return texts.indices.map { index in
            let sentMs = deliveries.values.map { $0[index].offeredMs }.min() ?? now
            return Outcome(sentMs: sentMs, deliveries: deliveries.mapValues { $0[index].delivery })
        }
    }

    private typealias Audience = [Int: (session: SubscriberSession, filters: [XPathFilter])]

    private func readySessions() async -> Audience {
        var ready: Audience = [:]
        for (id, session) in sessions where await session.isReady { ready[id] = (session, await session.filters) }
        return ready
    }

    private nonisolated static func prepare(
        _ texts: [Bytes], _ filters: Set<XPathFilter>, _ maximumBytes: Int
    ) async -> [BroadcastEvent] {
        texts.map { BroadcastEvent($0, filters: filters, limits: XMLLimits(bytes: maximumBytes)) }
    }

    private nonisolated static func deliver(
        _ events: [BroadcastEvent], to audience: Audience
    ) async -> [Int: [SubscriberSession.Delivered]] {
        await withTaskGroup { group in
            for (id, member) in audience {
                group.addTask { (id, await member.session.deliver(events, wantedBy: member.filters)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// While they are expired, nobody is let in: who is authenticated is dropped, and who tries again is refused by a
    /// nak and dropped.
    public func setCredentials(areExpired: Bool) async {
        areCredentialsExpired = areExpired
        for session in sessions.values {
            if areExpired { await session.expireCredentials() } else { await session.renewCredentials() }
        }
    }

    /// While they are cut, nobody is connected or let in.
    public func setConnections(areCut: Bool) async {
        areConnectionsCut = areCut
        guard areCut else { return }
        for session in sessions.values { await session.end("the connection is cut.") }
    }

    /// Everybody who is connected, in the order in which they came.
    public func subscribers() async -> [VTPSubscriberStatus] {
        var found: [VTPSubscriberStatus] = []
        for session in sessions.values { found.append(await session.status) }
        return found.sorted { $0.id < $1.id }
    }

    /// Ready when as many as wanted are connected and authenticated; else says of each why it is not.
    public func readiness(within limit: Duration = .zero) async -> Readiness {
        let all = await subscribers()
        let ready = all.count { $0.isAuthenticated || !options.requiresAuthentication }
        guard ready < options.wantedSubscribers else { return Readiness(.ready, "\(ready) subscribers are ready.") }
        let unready = all.filter { !$0.isAuthenticated }.map { "\($0.peer) \(Self.lack(of: $0))" }
        let gone = departures.suffix(3).map { "\($0.peer) is gone: \($0.reason)" }
        let found = "\(ready) of \(options.wantedSubscribers) wanted subscribers are connected and authenticated."
        return Readiness(.notReady, ([found] + unready + gone).joined(separator: " "))
    }

    private static func lack(of status: VTPSubscriberStatus) -> String {
        if let complaint = status.complaint { return "is refused: \(complaint)" }
        let seconds = Duration.milliseconds(WallTime.milliseconds() - status.connectedMs)
        return "has not answered authenticate for \(seconds.text)."
    }

    /// Ends every session and lets go of the port.
    public func close() async {
        isClosed = true
        serving?.cancel()
        await serving?.value
    }
}
