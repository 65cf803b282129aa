internal import NIOCore

/// What a sender does beside sending: repeats, and word of where the stream is.
extension DatagramTransport {
    /// Sends again what is asked for and still kept, to the asker alone; says which packet is the oldest where it is
    /// not.
    func answer(_ asked: RequestHandler.Asked) async {
        answers += 1
        guard !asked.request.wishes.isEmpty else { return }
        lastAsked = .now
        var isGone = false
        for wish in asked.request.wishes {
            guard let packet = ring[wish.sequence] else {
                isGone = true
                continue
            }
            let last = min(wish.fragments.upperBound, packet.head.fragmentCount - 1)
            guard wish.fragments.lowerBound <= last else { continue }
            try? await emit(packet, wish.fragments.lowerBound...last, to: asked.from)
            counts.resent += 1
        }
        if isGone { try? await emit([status([])], to: asked.from) }
    }

    func status(_ flags: StreamStatus.Flags) -> ByteBuffer {
        StreamStatus(stream: stream, next: sentThrough, oldestKept: min(ring.oldest, sentThrough), flags: flags)
            .encoded()
    }

    /// Says where the stream is, if that is news or was not said for long.
    func tellStatusWhereDue() async {
        told.rounds += 1
        guard sentThrough != told.through || told.rounds >= 10 else { return }
        told = (sentThrough, 0)
        try? await emit([status([])], to: address)
    }
}
