internal import AlertStreams
internal import Bytes
internal import HTTPServing
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// Serves a catalogue over HTTP to clients of Confluent's registry: read-only, on one port, until it is cancelled.
public struct RegistryServer: Sendable {
    /// What it answers from; a server that runs goes on with the one it had.
    public var catalogue: SchemaCatalogue
    /// Loopback, unless somebody says otherwise.
    public var host: String
    /// 0 takes a free one.
    public var port: Int
    /// Nil for a registry that everybody may read, as the observatory's.
    public var credentials: RegistryCredentials?
    /// Asked for each request.
    public var conduct: @Sendable () -> RegistryConduct = { .normal }
    /// Told of each request when it is answered.
    public var onExchange: @Sendable (RegistryExchange) -> Void = { _ in }

    /// Bytes of a request's body at most.
    static let mostBytes = 1 << 20

    /// Fields as given; it listens once `run` is called.
    public init(
        _ catalogue: SchemaCatalogue, host: String = "127.0.0.1", port: Int = 8081,
        credentials: RegistryCredentials? = nil
    ) {
        (self.catalogue, self.host, self.port, self.credentials) = (catalogue, host, port, credentials)
    }

    /// Serves until the task is cancelled. `onReady` is told the port once it listens.
    ///
    /// - Throws: `DistributionError` where the address cannot be listened on.
    public func run(onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }) async throws {
        var quiet = Logger(label: "tocsin.registry")
        quiet.logLevel = .critical
        let server = self
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            let response = try await server.response(to: request)
            return request.method == .head ? response.createHeadResponse() : response
        }
        let handlers: @Sendable () -> [any RemovableChannelHandler] = { [server.hangUpHandler()] }
        let application = Application(
            responder: responder,
            server: .http1(
                configuration: .init(additionalChannelHandlers: handlers(), idleTimeout: TimeAmount.seconds(60))),
            configuration: .init(address: .hostname(host, port: port), serverName: "tocsin"),
            onServerRunning: { [port] channel in onReady(channel.localAddress?.port ?? port) }, logger: quiet)
        do {
            try await application.serve()
        } catch is CancellationError {
            return
        } catch let error as IOError {
            throw DistributionError(
                .cannotOpen, origin: "http://\(host):\(port)",
                "the registry cannot listen there: \(error). Is the port in use? Choose another.")
        }
    }

    private func hangUpHandler() -> HangUpHandler {
        HangUpHandler { [self] in
            guard conduct().outage == .hangUp else { return false }
            tell("", "", status: nil, showsCredentials: false)
            return true
        }
    }

    private func response(to request: Request) async throws -> Response {
        guard let asked = await read(request) else {
            tell(
                request.method.rawValue, request.uri.string, status: 413,
                showsCredentials: request.headers[.authorization] != nil)
            return Self.response(
                RegistryAnswer(error: 413, "The body of a request has \(Self.mostBytes) bytes at most."))
        }
        let conduct = self.conduct()
        if case .slow(let delay) = conduct.outage { try await Task.sleep(for: delay) }
        // Who hung up between the two is told that the registry is away.
        let answer =
            catalogue.answer(to: asked, credentials: credentials, conduct: conduct) ?? .unavailable(503)
        tell(
            asked.method, request.uri.string, status: answer.status, showsCredentials: asked.authorization != nil)
        return Self.response(answer)
    }

    /// Nil where the body is too long, or broke off.
    private func read(_ request: Request) async -> RegistryRequest? {
        var request = request
        guard let body = try? await request.collectBody(upTo: Self.mostBytes) else { return nil }
        return RegistryRequest(
            request.method.rawValue, request.uri.path, query: request.uri.query,
            authorization: request.headers[.authorization], body: Bytes(Array(body.readableBytesView)))
    }

    private func tell(_ method: String, _ target: String, status: Int?, showsCredentials: Bool) {
        onExchange(
            RegistryExchange(
                timeMs: WallClock.milliseconds(), method: method, target: target, status: status,
                showsCredentials: showsCredentials))
    }

    private static func response(_ answer: RegistryAnswer) -> Response {
        var headers: HTTPFields = [.contentType: RegistryAnswer.mediaType, .cacheControl: "no-store"]
        for header in answer.headers {
            if let name = HTTPField.Name(header.name) { headers[name] = header.value }
        }
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(string: answer.body)))
    }
}

extension RegistryServer {
    /// Serves while `work` goes on, which begins when the registry listens and is told the port.
    ///
    /// - Throws: what `run` and `work` throw.
    public func serving<Value>(while work: (_ port: Int) async throws -> Value) async throws -> Value {
        let (ports, port) = AsyncThrowingStream<Int, any Error>.makeStream()
        let serving = Task {
            do {
                try await run { port.yield($0) }
                port.finish()
            } catch {
                port.finish(throwing: error)
                throw error
            }
        }
        let value: Value
        do {
            guard let number = try await ports.first(where: { _ in true }) else { throw CancellationError() }
            value = try await work(number)
        } catch {
            serving.cancel()
            _ = await serving.result
            throw error
        }
        serving.cancel()
        _ = await serving.result
        return value
    }
}
