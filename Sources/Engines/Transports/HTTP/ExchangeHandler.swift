internal import NIOCore
internal import NIOHTTP1

/// A request and who waits for its answer.
struct HTTPExchange: Sendable {
    var head: HTTPRequestHead
    var body: ByteBuffer
    var reply: EventLoopPromise<HTTPReply>
}

/// One exchange at a time: writes the request, gathers the answer.
final class ExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = HTTPExchange
    typealias OutboundOut = HTTPClientRequestPart

    private var waiting: EventLoopPromise<HTTPReply>?
    private var reply: HTTPReply?
    private var bodyBytes = 0

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let exchange = unwrapOutboundIn(data)
        guard waiting == nil, context.channel.isActive else {
            exchange.reply.fail(ChannelError.ioOnClosedChannel)
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        (waiting, reply, bodyBytes) = (exchange.reply, nil, 0)
        context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
        if exchange.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(exchange.body))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): reply = HTTPReply(head)
        case .body(let body): take(body, context)
        case .end: answer(context)
        }
    }

    private func take(_ body: ByteBuffer, _ context: ChannelHandlerContext) {
        bodyBytes += body.readableBytes
        let room = HTTPReply.keptBytes - (reply?.bodyStart.count ?? 0)
        reply?.bodyStart += body.readableBytesView.prefix(room)
        guard bodyBytes > HTTPReply.mostBytes else { return }
        reply?.keepsAlive = false
        answer(context)
        context.close(promise: nil)
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let reply, let waiting else { return context.close(promise: nil) }
        (self.waiting, self.reply) = (nil, nil)
        waiting.succeed(reply)
    }

    private func fail(_ error: any Error) {
        waiting?.fail(error)
        waiting = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }
}
