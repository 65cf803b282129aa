internal import Bytes
internal import NIOCore
internal import NIOHTTP1

/// Packets each by a POST to one URL.
///
/// Headers say `Content-Type`, `X-Tocsin-Id` (the id) and `X-Tocsin-Timestamp-Ms`. A request is repeated, with
/// growing pauses or after the server's `Retry-After`, where no connection was had, it broke, or the answer was 408,
/// 429 or a 5xx; a server may so get a packet twice when its answer was lost. Any other answer but 2xx is an error at
/// once. A packet of any size is one request. Memory: one packet for each connection.
public actor HTTPTransport: PacketTransport, ReadinessProbe {
    /// Where packets are posted.
    public nonisolated let url: HTTPURL
    private let options: HTTPOptions
    private let dialler: Dialler
    private var idle: [HTTPConnection] = []
    private var opened = 0
    private var isClosed = false
    private var areCredentialsExpired = false
    /// What was done so far.
    public private(set) var counts = TransportCounts()

    /// - Throws: `TransportError` for a header that cannot be sent.
    public init(to url: HTTPURL, options: HTTPOptions = HTTPOptions()) throws(TransportError) {
        if let fault = options.fault { throw TransportError("\(url)", fault) }
        self.url = url
        self.options = options
        dialler = Dialler(place: url.place, patience: options.patience)
    }

    /// Posts as many at a time as there are connections; the first packet that is not taken ends it with an error.
    public func send(_ packets: [OutgoingPacket]) async throws -> [SentPacket] {
        var sent = packets.map { _ in SentPacket(sentMs: 0) }
        try await withThrowingTaskGroup(of: (Int, SentPacket).self) { group in
            var next = 0
            while next < min(options.connections, packets.count) {
                group.addTask { [next] in (next, try await self.post(packets[next])) }
                next += 1
            }
            while let (index, done) = try await group.next() {
                sent[index] = done
                if next < packets.count { group.addTask { [next] in (next, try await self.post(packets[next])) } }
                next += 1
            }
        }
        return sent
    }

    private func post(_ packet: OutgoingPacket) async throws -> SentPacket {
        let (head, body) = request(packet)
        let deadline = ContinuousClock.now + options.patience.total
        var attempts = 0
        while true {
            let failure = await attempt(head, body)
            guard let failure else { break }
            try Task.checkCancellation()
            attempts += 1
            let pause = max(options.patience.pause(before: attempts), failure.pause)
            guard failure.isTransient, ContinuousClock.now + pause < deadline else { throw error(failure, packet.id) }
            try await Task.sleep(for: pause)
            counts.resent += 1
        }
        return taken(packet)
    }

    private func request(_ packet: OutgoingPacket) -> (HTTPRequestHead, ByteBuffer) {
        let head = head(
            .POST,
            extra: [
                ("Content-Type", options.contentType), ("Content-Length", "\(packet.bytes.count)"),
                ("X-Tocsin-Id", "\(packet.id)"), ("X-Tocsin-Timestamp-Ms", "\(packet.timestampMs)"),
            ])
        return (head, ByteBuffer(packet.bytes))
    }

    private func taken(_ packet: OutgoingPacket) -> SentPacket {
        counts.packets += 1
        counts.bytes += packet.bytes.count
        return SentPacket(sentMs: WallTime.milliseconds())
    }

    /// Why a request did not succeed.
    private struct Failure {
        var text: String
        var isTransient: Bool
        var isRefusal = false
        var pause: Duration = .zero
    }

    private func error(_ failure: Failure, _ id: Int64) -> TransportError {
        TransportError(
            "\(url)", "Packet \(id) was not taken. \(failure.text)", isTransient: failure.isTransient,
            packetFault: failure.isRefusal ? .refused : nil)
    }

    private func attempt(_ head: HTTPRequestHead, _ body: ByteBuffer) async -> Failure? {
        do {
            let reply = try await exchange(head, body, within: options.answerLimit)
            guard !reply.isSuccess else { return nil }
            let pause = reply.retryAfter(nowMs: WallTime.milliseconds()) ?? .zero
            return Failure(
                text: reply.text, isTransient: reply.isTransient, isRefusal: reply.isRefusalOfPacket, pause: pause)
        } catch {
            return Failure(text: "No answer: \(failureReason(error)).", isTransient: !isClosed)
        }
    }

    /// By an idle connection or a new one. One that was idle may have been closed by the server meanwhile: then by a
    /// new one at once.
    private func exchange(_ head: HTTPRequestHead, _ body: ByteBuffer, within limit: Duration) async throws -> HTTPReply
    {
        while let connection = idle.popLast() {
            guard connection.channel.isActive else { continue }
            do { return try await exchange(head, body, within: limit, by: connection) } catch {
                try Task.checkCancellation()
                if error is TransportError { throw error }
                counts.resent += head.method == .POST ? 1 : 0
            }
        }
        if isClosed { throw TransportError("\(url)", "the transport is closed") }
        let fresh = try await HTTPConnection.open(dialler, within: min(limit, options.patience.attempt))
        if opened >= options.connections { counts.reconnections += 1 }
        opened += 1
        return try await exchange(head, body, within: limit, by: fresh)
    }

    private func exchange(
        _ head: HTTPRequestHead, _ body: ByteBuffer, within limit: Duration, by connection: HTTPConnection
    ) async throws -> HTTPReply {
        do {
            let reply = try await connection.exchange(head, body, within: limit)
            if reply.keepsAlive, !isClosed { idle.append(connection) } else { connection.channel.close(promise: nil) }
            return reply
        } catch {
            connection.channel.close(promise: nil)
            throw error
        }
    }

    private func head(_ method: HTTPMethod, extra: [(String, String)] = []) -> HTTPRequestHead {
        let place = url.place
        let host = place.port == 80 ? String("\(place)".dropLast(3)) : "\(place)"
        var headers = HTTPHeaders([("Host", host)] + extra)
        for header in options.headers {
            let isExpired = areCredentialsExpired && header.name.lowercased() == "authorization"
            headers.add(name: header.name, value: isExpired ? Self.expiredAuthorization : header.value)
        }
        return HTTPRequestHead(version: .http1_1, method: method, uri: url.path, headers: headers)
    }

    /// Asks by a HEAD request, with the same headers. A server that does not know HEAD here (405, 501) is there.
    public func readiness(within limit: Duration) async -> Readiness {
        do {
            let reply = try await exchange(head(.HEAD), ByteBuffer(), within: limit)
            guard reply.isSuccess || [405, 501].contains(reply.status) else {
                return Readiness(.notReady, "\(url): \(reply.text)")
            }
            return Readiness(.ready, "\(url) answers with HTTP \(reply.status).")
        } catch { return Readiness(.notReady, "\(url): \(failureReason(error)).") }
    }

    /// Idle connections end now, those in use with their answer; nothing can be sent any more.
    public func close() async throws {
        isClosed = true
        for connection in idle { try? await connection.channel.close() }
        idle = []
    }

    deinit { for connection in idle { connection.channel.close(promise: nil) } }
}

extension HTTPTransport: CredentialedTransport {
    /// What `Authorization` says instead of the options' value while credentials are expired.
    public static let expiredAuthorization = "Bearer expired"

    /// While they are expired, an `Authorization` of the options is sent as `expiredAuthorization`.
    public func setCredentials(areExpired: Bool) { areCredentialsExpired = areExpired }

    /// Posts one packet after another, each once; nil for one that was not taken, whatever the reason.
    public func offer(_ packets: [OutgoingPacket]) async throws -> [SentPacket?] {
        var sent: [SentPacket?] = []
        for packet in packets {
            let (head, body) = request(packet)
            if isClosed { throw TransportError("\(url)", "the transport is closed") }
            sent.append(await attempt(head, body) == nil ? taken(packet) : nil)
            try Task.checkCancellation()
        }
        return sent
    }
}
