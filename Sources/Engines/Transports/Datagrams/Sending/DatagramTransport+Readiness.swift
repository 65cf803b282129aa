internal import NIOCore
internal import NIOPosix

extension DatagramTransport {
    /// Asks receivers to say that they are there. Not all know how: `unknown` where nobody answers and no refusal
    /// comes.
    public func readiness(within limit: Duration) async -> Readiness {
        let (before, deadline) = (answers, ContinuousClock.now + limit)
        let refusal = await refusal(within: min(limit / 2, .milliseconds(300)))
        if let refusal { return Readiness(.notReady, refusal) }
        do { try await emit([status([.answerWanted])], to: address) } catch { return Readiness(.notReady, "\(error)") }
        while ContinuousClock.now < deadline, answers == before {
            guard (try? await Task.sleep(for: .milliseconds(5))) != nil else { break }
        }
        if answers > before { return Readiness(.ready, "A receiver at \(target) answered.") }
        return Readiness(.unknown, "Nobody at \(target) answered within \(limit.text); a receiver need not.")
    }

    /// What the system says where a unicast target refuses datagrams; nil where it says nothing within `limit`.
    private func refusal(within limit: Duration) async -> String? {
        guard case .unicast(let place) = target else { return nil }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let refused = loop.makePromise(of: String?.self)
        let address = address
        let probe = try? await DatagramBootstrap(group: loop)
            .channelInitializer { $0.pipeline.addHandler(RefusalHandler(refused)) }
            .connect(to: address).get()
        let alarm = loop.scheduleTask(in: limit.timeAmount) { refused.succeed(nil) }
        probe?.writeAndFlush(AddressedEnvelope(remoteAddress: address, data: status([])), promise: nil)
        let reason = try? await refused.futureResult.get()
        alarm.cancel()
        probe?.close(promise: nil)
        return reason.map { "\(place): \($0)." }
    }
}

/// Waits for the system to say that a datagram was refused.
private final class RefusalHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let refused: EventLoopPromise<String?>

    init(_ refused: EventLoopPromise<String?>) { self.refused = refused }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) { refused.succeed(failureReason(error)) }
}
