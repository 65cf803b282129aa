internal import Bytes
internal import NIOCore

/// A packet of which something is missing.
struct OpenPacket {
    private(set) var head: DatagramPacketHead?
    private var bytes: [UInt8] = []
    private var has: [Bool] = []
    private var missing = 0
    private var highest = -1
    /// When something of it came, or it was wished for, last.
    var touched: ContinuousClock.Instant
    var wishes = 0

    init(touched: ContinuousClock.Instant) { self.touched = touched }

    var heldBytes: Int { bytes.count + has.count }
    var isWhole: Bool { head != nil && missing == 0 }

    /// What `take` found.
    enum Outcome { case new, duplicate, contradiction }

    mutating func take(_ fragment: Fragment, _ now: ContinuousClock.Instant) -> Outcome {
        if head == nil { begin(fragment.packet) }
        guard head == fragment.packet else { return .contradiction }
        guard !has[fragment.index] else { return .duplicate }
        has[fragment.index] = true
        missing -= 1
        highest = max(highest, fragment.index)
        bytes.replaceSubrange(fragment.packet.range(of: fragment.index), with: fragment.payload.readableBytesView)
        touched = now
        return .new
    }

    private mutating func begin(_ head: DatagramPacketHead) {
        self.head = head
        bytes = Array(repeating: 0, count: head.length)
        has = Array(repeating: false, count: head.fragmentCount)
        missing = head.fragmentCount
    }

    /// Forgets all that came.
    mutating func reset() { self = OpenPacket(touched: touched, wishes: wishes) }

    private init(touched: ContinuousClock.Instant, wishes: Int) {
        self.touched = touched
        self.wishes = wishes
    }

    /// The whole packet; nil where its checksum is wrong.
    func whole() -> ReceivedPacket? {
        guard let head, missing == 0 else { return nil }
        let whole = Bytes(bytes)
        guard CRC32C.checksum(whole) == head.checksum else { return nil }
        return ReceivedPacket(
            stream: head.stream, sequence: head.sequence, id: head.id, timestampMs: head.timestampMs, bytes: whole)
    }

    /// The gaps, at most `most`: all of them where `isOver`, else those before the last fragment that came.
    func gaps(isOver: Bool, most: Int) -> [ClosedRange<Int>] {
        guard head != nil else { return [0...DatagramFormat.mostFragments - 1] }
        var (gaps, start): ([ClosedRange<Int>], Int?) = ([], nil)
        let end = isOver ? has.count : highest
        for index in 0..<max(0, end) where gaps.count < most {
            if !has[index] { start = start ?? index }
            if let first = start, has[index] {
                gaps.append(first...index - 1)
                start = nil
            }
        }
        if let start, gaps.count < most { gaps.append(start...end - 1) }
        return gaps
    }
}
