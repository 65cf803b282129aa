internal import NIOCore

/// Takes up a subscriber as soon as bytes can be sent to it, and throws away what it sends.
final class Welcome: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let subscribers: SubscriberSet

    init(_ subscribers: SubscriberSet) { self.subscribers = subscribers }

    func channelActive(context: ChannelHandlerContext) {
        subscribers.add(context.channel)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
}
