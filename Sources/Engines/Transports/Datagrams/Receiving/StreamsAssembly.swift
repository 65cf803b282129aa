internal import NIOCore

/// All streams that are heard, with where each comes from. The time is given.
struct StreamsAssembly {
    private struct Heard {
        var assembly: StreamAssembly
        var sender: SocketAddress
    }

    /// A request and where it is to go.
    struct Question {
        var request: RepeatRequest
        var sender: SocketAddress
    }

    private let options: DatagramReceiverOptions
    private var streams: [UInt64: Heard] = [:]
    private(set) var counts = DatagramCounts()

    init(_ options: DatagramReceiverOptions) { self.options = options }

    /// At least one stream was heard, and all that were have ended with nothing left to wait for.
    var isComplete: Bool { !streams.isEmpty && streams.values.allSatisfy(\.assembly.isComplete) }

    /// Takes a datagram: the packet that it completes, or the answer that it asks for.
    mutating func take(_ buffer: ByteBuffer, from sender: SocketAddress, _ now: ContinuousClock.Instant)
        -> (packet: ReceivedPacket?, answer: RepeatRequest?)
    {
        switch Datagram(buffer) {
        case .fragment(let fragment)?:
            return (take(fragment, sender, now), nil)
        case .status(let status)?:
            take(status, sender, now)
            let wantsAnswer = status.flags.contains(.answerWanted)
            return (nil, wantsAnswer ? RepeatRequest(stream: status.stream, wishes: []) : nil)
        case .request?, nil:
            counts.damaged += 1
            return (nil, nil)
        }
    }

    private mutating func take(_ fragment: Fragment, _ sender: SocketAddress, _ now: ContinuousClock.Instant)
        -> ReceivedPacket?
    {
        let stream = fragment.packet.stream
        var heard = heard(stream, first: fragment.packet.sequence, sender, now)
        streams[stream] = nil
        let packet = heard.assembly.take(fragment, &counts, now)
        streams[stream] = heard
        boundMemory()
        return packet
    }

    private mutating func take(_ status: StreamStatus, _ sender: SocketAddress, _ now: ContinuousClock.Instant) {
        var heard = heard(status.stream, first: status.next, sender, now)
        heard.assembly.take(status, &counts, now)
        streams[status.stream] = heard
    }

    private mutating func heard(
        _ stream: UInt64, first: UInt64, _ sender: SocketAddress, _ now: ContinuousClock.Instant
    ) -> Heard {
        if var known = streams[stream] {
            known.sender = sender
            return known
        }
        if streams.count >= options.mostStreams,
            let silent = streams.min(by: { $0.value.assembly.heard < $1.value.assembly.heard })
        {
            streams[silent.key] = nil
        }
        return Heard(assembly: StreamAssembly(first: first, options, now), sender: sender)
    }

    /// Gives up the oldest open packets of the streams that hold most.
    private mutating func boundMemory() {
        while streams.values.reduce(0, { $0 + $1.assembly.heldBytes }) > options.openBytes {
            guard let most = streams.max(by: { $0.value.assembly.heldBytes < $1.value.assembly.heldBytes })?.key,
                let oldest = streams[most]?.assembly.open.filter({ $0.value.heldBytes > 0 }).keys.min()
            else { return }
            streams[most]?.assembly.lose(oldest, &counts)
        }
    }

    /// What to ask for now.
    mutating func due(_ now: ContinuousClock.Instant) -> [Question] {
        streams.keys.compactMap { stream in
            guard let wishes = streams[stream]?.assembly.due(&counts, now), !wishes.isEmpty else { return nil }
            return streams[stream].map {
                Question(request: RepeatRequest(stream: stream, wishes: wishes), sender: $0.sender)
            }
        }
    }
}
