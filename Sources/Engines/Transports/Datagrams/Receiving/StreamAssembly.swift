/// The packets of one stream, put together from fragments in any order. Values in, values out; the time is given.
///
/// Packets with numbers below `floor` are settled: whole or lost. Memory: `window` packets, and the bytes of those
/// that are open, which the caller bounds.
struct StreamAssembly {
    private let options: DatagramReceiverOptions
    private(set) var open: [UInt64: OpenPacket] = [:]
    /// Whole packets at or above `floor`.
    private var settled: Set<UInt64> = []
    private(set) var floor: UInt64
    /// Above all numbers that were heard of.
    private(set) var next: UInt64
    /// Numbers below it have been sent to their end.
    private var sentThrough: UInt64 = 0
    private var hasEnded = false
    private(set) var heard: ContinuousClock.Instant
    private(set) var heldBytes = 0

    /// Where a stream is first heard so soon after its beginning, that is asked for too.
    private static let lateness: UInt64 = 64

    init(first sequence: UInt64, _ options: DatagramReceiverOptions, _ now: ContinuousClock.Instant) {
        self.options = options
        floor = sequence < Self.lateness ? 0 : sequence
        next = floor
        heard = now
    }

    /// The sender has said that no more comes, and all there was is settled.
    var isComplete: Bool { hasEnded && floor == next }

    mutating func take(_ fragment: Fragment, _ counts: inout DatagramCounts, _ now: ContinuousClock.Instant)
        -> ReceivedPacket?
    {
        heard = now
        counts.fragments += 1
        let sequence = fragment.packet.sequence
        guard sequence < .max, fragment.packet.length <= options.largestPacket else {
            counts.damaged += 1
            return nil
        }
        expect(through: sequence + 1, &counts, now)
        guard var packet = open.removeValue(forKey: sequence) else {
            counts.duplicates += 1
            return nil
        }
        heldBytes -= packet.heldBytes
        switch packet.take(fragment, now) {
        case .new: break
        case .duplicate: counts.duplicates += 1
        case .contradiction: counts.damaged += 1
        }
        guard packet.isWhole else { return put(packet, sequence) }
        guard let whole = packet.whole() else {
            counts.damaged += 1
            packet.reset()
            return put(packet, sequence)
        }
        counts.packets += 1
        settle(sequence)
        return whole
    }

    private mutating func put(_ packet: OpenPacket, _ sequence: UInt64) -> ReceivedPacket? {
        heldBytes += packet.heldBytes
        open[sequence] = packet
        return nil
    }

    mutating func take(_ status: StreamStatus, _ counts: inout DatagramCounts, _ now: ContinuousClock.Instant) {
        heard = now
        expect(through: status.next, &counts, now)
        sentThrough = max(sentThrough, status.next)
        hasEnded = hasEnded || status.flags.contains(.ended)
        for sequence in open.keys where sequence < status.oldestKept { lose(sequence, &counts) }
    }

    /// Opens the packets up to `end`; those that fall out of the window are lost.
    private mutating func expect(through end: UInt64, _ counts: inout DatagramCounts, _ now: ContinuousClock.Instant) {
        guard end > next else { return }
        let window = UInt64(options.window)
        if end > window, end - window > floor { moveFloor(to: end - window, &counts) }
        for sequence in max(next, floor)..<end { open[sequence] = OpenPacket(touched: now) }
        next = end
    }

    private mutating func moveFloor(to newFloor: UInt64, _ counts: inout DatagramCounts) {
        for sequence in open.keys where sequence < newFloor { lose(sequence, &counts) }
        if newFloor > next { counts.lost = counts.lost.addingClamped(newFloor - max(next, floor)) }
        settled = settled.filter { $0 >= newFloor }
        floor = max(floor, newFloor)
        raiseFloor()
    }

    private mutating func settle(_ sequence: UInt64) {
        settled.insert(sequence)
        raiseFloor()
    }

    private mutating func raiseFloor() { while settled.remove(floor) != nil { floor += 1 } }

    mutating func lose(_ sequence: UInt64, _ counts: inout DatagramCounts) {
        guard let packet = open.removeValue(forKey: sequence) else { return }
        heldBytes -= packet.heldBytes
        counts.lost += 1
        settle(sequence)
    }

    /// What to ask for now, oldest first; gives up what was asked for too often.
    mutating func due(_ counts: inout DatagramCounts, _ now: ContinuousClock.Instant) -> [RepeatRequest.Wish] {
        var (wishes, budget): ([RepeatRequest.Wish], Int) = ([], options.wishedFragments)
        for sequence in open.keys.sorted() where budget > 0 && wishes.count < DatagramFormat.mostRanges {
            guard let packet = open[sequence], now - packet.touched >= pause(packet) else { continue }
            let isOver = sequence < sentThrough || sequence + 1 < next
            let gaps = packet.gaps(isOver: isOver, most: DatagramFormat.mostRanges - wishes.count)
            guard !gaps.isEmpty else { continue }
            guard packet.wishes < options.mostWishes else {
                lose(sequence, &counts)
                continue
            }
            wishes += gaps.map { RepeatRequest.Wish(sequence: sequence, fragments: $0) }
            budget -= packet.head == nil ? 64 : gaps.reduce(0) { $0 + $1.count }
            open[sequence]?.wishes += 1
            open[sequence]?.touched = now
        }
        counts.wishes += wishes.count
        return wishes
    }

    private func pause(_ packet: OpenPacket) -> Duration {
        min(max(options.askAfter, .milliseconds(500)), options.askAfter * (1 << min(packet.wishes, 10)))
    }
}

extension Int {
    fileprivate func addingClamped(_ other: UInt64) -> Int {
        let sum = addingReportingOverflow(Int(clamping: other))
        return sum.overflow ? .max : sum.partialValue
    }
}
