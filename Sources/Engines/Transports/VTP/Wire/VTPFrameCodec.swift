internal import Bytes
internal import NIOCore
internal import VOEvent

/// Cuts what comes in at its headers.
struct VTPFrameDecoder: ByteToMessageDecoder {
    typealias InboundOut = Bytes

    let framing: TransportFraming

    func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let header = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else { return .needMoreData }
        let count = try framing.count(of: header)
        guard buffer.readableBytes >= TransportFraming.headerBytes + count else { return .needMoreData }
        buffer.moveReaderIndex(forwardBy: TransportFraming.headerBytes)
        let text = buffer.readWithUnsafeReadableBytes { memory in
            (count, Bytes(copying: UnsafeRawBufferPointer(rebasing: memory[..<count])))
        }
        context.fireChannelRead(Self.wrapInboundOut(text))
        return .continue
    }

    /// What is cut by the end of a connection is dropped: its sender has had no answer.
    func decodeLast(context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool) throws -> DecodingState {
        let state = try decode(context: context, buffer: &buffer)
        if state == .needMoreData { buffer.moveReaderIndex(to: buffer.writerIndex) }
        return state
    }
}

/// Puts the header before what goes out.
final class VTPFrameEncoder: ChannelOutboundHandler {
    typealias OutboundIn = Bytes
    typealias OutboundOut = ByteBuffer

    private let framing: TransportFraming

    init(_ framing: TransportFraming) { self.framing = framing }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let text = Self.unwrapOutboundIn(data)
        do {
            let header = try framing.header(for: text.count)
            var buffer = context.channel.allocator.buffer(capacity: TransportFraming.headerBytes + text.count)
            buffer.writeInteger(header)
            text.withUnsafeBytes { _ = buffer.writeBytes($0) }
            context.write(Self.wrapOutboundOut(buffer), promise: promise)
        } catch { promise?.fail(error) }
    }
}
