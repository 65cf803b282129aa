internal import NIOCore

/// Closes connections on which something comes, while it is told to.
final class HangUpHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let hangsUp: @Sendable () -> Bool

    init(while hangsUp: @escaping @Sendable () -> Bool) { self.hangsUp = hangsUp }

    func channelActive(context: ChannelHandlerContext) {
        if hangsUp() { return context.close(promise: nil) }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if hangsUp() { return context.close(promise: nil) }
        context.fireChannelRead(data)
    }
}
