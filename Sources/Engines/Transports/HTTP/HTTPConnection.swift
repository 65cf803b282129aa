internal import NIOCore
internal import NIOHTTP1

/// A connection that carries one request after the other.
struct HTTPConnection: Sendable {
    let channel: any Channel

    static func open(_ dialler: Dialler, within limit: Duration) async throws -> HTTPConnection {
        let channel = try await dialler.connectOnce(within: limit) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                try channel.pipeline.syncOperations.addHandler(ExchangeHandler())
            }
        }
        return HTTPConnection(channel: channel)
    }

    /// The answer to a request. The connection is closed where it takes longer than `limit` or the task is cancelled.
    func exchange(_ head: HTTPRequestHead, _ body: ByteBuffer, within limit: Duration) async throws -> HTTPReply {
        let promise = channel.eventLoop.makePromise(of: HTTPReply.self)
        let alarm = channel.eventLoop.scheduleTask(in: limit.timeAmount) {
            promise.fail(TransportError(head.uri, "no answer within \(limit.text)", isTransient: true))
            channel.close(promise: nil)
        }
        defer { alarm.cancel() }
        channel.writeAndFlush(HTTPExchange(head: head, body: body, reply: promise)).whenFailure { promise.fail($0) }
        return try await withTaskCancellationHandler {
            try await promise.futureResult.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }
}
