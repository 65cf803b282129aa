/// Packets on their way from the survey to one transport.
struct LanePiece: Sendable {
    /// Ascending in time; seconds since the run began.
    var packets: [IssuedPacket]
    /// Within the run, the first is 1.
    var visitNumber: Int
    /// Number of the first packet within the run.
    var sequence: Int
    /// What the visit was asked to be.
    var request: VisitRequest
    /// The visit's first piece.
    var isFirst: Bool
    /// No later packet is due before it.
    var watermark: Double
}

/// A queue that holds so many pieces: who puts more waits.
actor LaneQueue {
    private var pieces: [LanePiece] = []
    private let limit: Int
    private var isEnded = false
    private var isAbandoned = false
    private var taker: CheckedContinuation<Void, Never>?
    private var putter: CheckedContinuation<Void, Never>?

    init(limit: Int) { self.limit = limit }

    /// Waits for room; false where nobody takes any more.
    func put(_ piece: LanePiece) async -> Bool {
        while pieces.count >= limit, !isAbandoned { await withCheckedContinuation { putter = $0 } }
        guard !isAbandoned else { return false }
        pieces.append(piece)
        wake(&taker)
        return true
    }

    /// Nil after the end.
    func take() async -> LanePiece? {
        while pieces.isEmpty, !isEnded { await withCheckedContinuation { taker = $0 } }
        guard !pieces.isEmpty else { return nil }
        defer { wake(&putter) }
        return pieces.removeFirst()
    }

    func end() {
        isEnded = true
        wake(&taker)
    }

    /// Nobody takes any more.
    func abandon() {
        isAbandoned = true
        pieces = []
        end()
        wake(&putter)
    }

    private func wake(_ waiting: inout CheckedContinuation<Void, Never>?) {
        waiting?.resume()
        waiting = nil
    }
}
