internal import NIOCore

/// Closes connections on which something comes, while it is told to.
final class HangUpHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let hangsUp: @Sendable () -> Bool
    private var hasHungUp = false

    /// - Parameter hangsUp: asked for each connection, and for each part of what comes on it until it says yes.
    init(while hangsUp: @escaping @Sendable () -> Bool) { self.hangsUp = hangsUp }

    func channelActive(context: ChannelHandlerContext) {
        if !hangUp(context) { context.fireChannelActive() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !hangUp(context) { context.fireChannelRead(data) }
    }

    private func hangUp(_ context: ChannelHandlerContext) -> Bool {
        guard !hasHungUp else { return true }
        hasHungUp = hangsUp()
        if hasHungUp { context.close(promise: nil) }
        return hasHungUp
    }
}
