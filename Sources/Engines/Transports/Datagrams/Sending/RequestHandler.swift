internal import NIOCore

/// Hands on the requests of receivers; what finds no room is left out, since receivers ask again.
final class RequestHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    /// A request and who asked.
    struct Asked: Sendable {
        var request: RepeatRequest
        var from: SocketAddress
    }

    private let asked: AsyncStream<Asked>.Continuation
    private let stream: UInt64

    init(stream: UInt64, _ asked: AsyncStream<Asked>.Continuation) {
        self.stream = stream
        self.asked = asked
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard case .request(let request)? = Datagram(envelope.data), request.stream == stream else { return }
        asked.yield(Asked(request: request, from: envelope.remoteAddress))
    }

    /// No more requests are handed on.
    func finish() { asked.finish() }

    /// A datagram that cannot be delivered is no reason to stop.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
