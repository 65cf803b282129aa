internal import Synchronization

/// The packets of several visits, piece by piece: those that come next are made on all processors while one is used.
///
/// Order and bytes are those of `NightSimulator.packets(ofVisit:)`. At most `lookAhead` pieces are held beside the one
/// handed out, however many alerts a visit has; what the next visit detects is found while this one's packets are made.
public struct PacketPieces: AsyncSequence, Sendable {
    public typealias Element = PacketPiece

    let simulator: NightSimulator
    let visits: Range<Int>
    let size: Int
    let lookAhead: Int
    /// What each visit is wanted to be, by its number within the night.
    let order: @Sendable (Int) -> VisitOrder

    public func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// Makes the pieces that come next while one is used.
    public struct Iterator: AsyncIteratorProtocol {
        private let pieces: PacketPieces
        /// Being made, in their order.
        private var underWay: ArraySlice<Task<PacketPiece, any Error>> = []
        /// Parts of the present visit that nobody has begun.
        private var rest: ArraySlice<Range<Int>> = []
        private var work: VisitWork?
        private var visit: Int
        private var coming: ComingVisit?

        init(_ pieces: PacketPieces) {
            self.pieces = pieces
            visit = pieces.visits.lowerBound - 1
            coming = ComingVisit(visit + 1, of: pieces)
        }

        /// - Throws: `SimulatorError` where a visit cannot be made, `CancellationError` where the task was cancelled.
        public mutating func next() async throws -> PacketPiece? {
            try Task.checkCancellation()
            while underWay.count <= pieces.lookAhead, try await begin() {}
            guard let first = underWay.popFirst() else { return nil }
            return try await first.value
        }

        /// Begins one more piece; false where there is none, or where it is not yet known and others can be waited for.
        private mutating func begin() async throws -> Bool {
            if rest.isEmpty, try await !advance() { return false }
            guard let work, let range = rest.popFirst() else { return false }
            let (visit, isLast) = (visit, rest.isEmpty)
            let piece = Task.detached {
                PacketPiece(visit: visit, packets: try work.packets(range), isLast: isLast)
            }
            underWay.append(piece)
            return true
        }

        /// To the next visit, if it is found or nothing else is to be waited for.
        private mutating func advance() async throws -> Bool {
            guard let coming, coming.isFound || underWay.isEmpty else { return false }
            let work = try await coming.work
            visit += 1
            self.coming = ComingVisit(visit + 1, of: pieces)
            self.work = work
            rest = work.count > 0 ? work.ranges(of: pieces.size)[...] : [0..<0]
            return true
        }
    }
}

/// A visit whose detections are being found.
private final class ComingVisit: Sendable {
    private let task: Task<VisitWork, any Error>
    private let found: Flag

    private final class Flag: Sendable {
        let isSet = Atomic(false)
    }

    /// Nil beyond the last visit.
    init?(_ visit: Int, of pieces: PacketPieces) {
        guard pieces.visits.contains(visit) else { return nil }
        let found = Flag()
        self.found = found
        task = Task.detached {
            defer { found.isSet.store(true, ordering: .releasing) }
            return try pieces.simulator.work(ofVisit: visit, pieces.order(visit))
        }
    }

    var isFound: Bool { found.isSet.load(ordering: .acquiring) }
    var work: VisitWork { get async throws { try await task.value } }
}

extension NightSimulator {
    /// The packets of the night's visits in pieces of at most `size`.
    ///
    /// - Parameters:
    ///   - visits: numbers within the night; nil for all. Those that the night does not have are left out.
    ///   - size: packets of a piece, 64 of them being some 10 MB; less than 1 counts as 1.
    ///   - lookAhead: pieces made before they are asked for; less than 0 counts as 0.
    public func pieces(ofVisits visits: Range<Int>? = nil, size: Int = 64, lookAhead: Int = 8) -> PacketPieces {
        pieces(ofVisits: visits ?? self.visits.indices, size: size, lookAhead: lookAhead) { _ in VisitOrder() }
    }

    func pieces(
        ofVisits visits: Range<Int>, size: Int = 64, lookAhead: Int = 8,
        order: @escaping @Sendable (Int) -> VisitOrder
    ) -> PacketPieces {
        PacketPieces(
            simulator: self, visits: visits.clamped(to: self.visits.indices), size: max(size, 1),
            lookAhead: max(lookAhead, 0), order: order)
    }
}
