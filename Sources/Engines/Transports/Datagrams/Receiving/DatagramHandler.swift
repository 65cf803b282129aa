internal import NIOCore

/// Feeds a queue from a socket, and does not read while the queue is full: the system's buffer fills then, and what it
/// cannot hold is asked for again later.
final class DatagramHandler: ChannelDuplexHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let queue: PacketQueue
    /// Where answers leave; nil for the socket itself.
    private let asking: (any Channel)?
    private var isReadDue = false
    private var ticking: RepeatedTask?

    init(_ queue: PacketQueue, asking: (any Channel)?) {
        self.queue = queue
        self.asking = asking
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ticking = context.eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(20), delay: .milliseconds(20)) {
            _ in
            let (handler, context) = bound.value
            handler.tick(context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { ticking?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let answer = queue.take(envelope.data, from: envelope.remoteAddress) else { return }
        let reply = AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: answer.encoded())
        (asking ?? context.channel).writeAndFlush(reply, promise: nil)
    }

    func read(context: ChannelHandlerContext) {
        if queue.isFull { isReadDue = true } else { context.read() }
    }

    /// Asks for what is missing, where this is the socket that asks, and reads again where there is room.
    private func tick(_ context: ChannelHandlerContext) {
        if isReadDue, !queue.isFull {
            isReadDue = false
            context.read()
        }
        guard asking == nil else { return }
        for question in queue.due() {
            let datagram = AddressedEnvelope(remoteAddress: question.sender, data: question.request.encoded())
            context.writeAndFlush(wrapOutboundOut(datagram), promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        ticking?.cancel()
        queue.wake(isClosed: true)
    }

    /// What a sender's machine refuses is no reason to stop.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
