internal import Bytes

/// A copy that waits for its time.
struct PendingSend {
    var send: ScheduledSend
    var row: LedgerRow
    /// When the survey would have sent it, seconds since the run began.
    var issuedSeconds: Double
    /// Of the packet within the run, by which equal times are ordered.
    var sequence: Int
    /// Set while the bytes are on disk and not in `send`.
    var spilled: SpillFile.Place?
    /// Tried with credentials that have expired; another send of the same copy follows.
    var isAttempt = false

    struct Key: Hashable {
        var sequence: Int
        var copy: Int
    }

    /// Of the copy within the run.
    var key: Key { Key(sequence: sequence, copy: send.copy) }

    func precedes(_ other: PendingSend) -> Bool {
        (send.dueSeconds, sequence, send.copy) < (other.send.dueSeconds, other.sequence, other.send.copy)
    }
}

/// Copies that wait for their time, the next one first; bytes beyond a limit wait on disk.
///
/// Complexity: O(log n) for each copy that is put or taken.
struct PendingSends {
    private var heap: [PendingSend] = []
    private var spill: SpillFile?
    /// Bytes in memory.
    private(set) var bytes = 0
    let mostBytes: Int

    init(mostBytes: Int) { self.mostBytes = mostBytes }

    var count: Int { heap.count }
    /// Perhaps without its bytes.
    var next: PendingSend? { heap.first }
    var nextDue: Double? { heap.first?.send.dueSeconds }

    mutating func put(_ send: PendingSend) throws {
        var send = send
        if bytes >= mostBytes {
            let file = try spill ?? SpillFile()
            spill = file
            send.spilled = try file.put(send.send.bytes)
            send.send.bytes = Bytes()
        } else {
            bytes += send.send.bytes.count
        }
        heap.append(send)
        rise(heap.count - 1)
    }

    /// The next copy with its bytes; nil where none is due by `time`.
    mutating func take(dueBy time: Double) throws -> PendingSend? {
        guard let due = nextDue, due <= time else { return nil }
        heap.swapAt(0, heap.count - 1)
        var send = heap.removeLast()
        sink(0)
        if let place = send.spilled, let spill {
            send.send.bytes = try spill.take(place)
            send.spilled = nil
        } else {
            bytes -= send.send.bytes.count
        }
        return send
    }

    private mutating func rise(_ start: Int) {
        var place = start
        while place > 0, heap[place].precedes(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink(_ start: Int) {
        var place = start
        while true {
            let children = (2 * place + 1..<min(2 * place + 3, max(2 * place + 1, heap.count)))
            guard let least = children.min(by: { heap[$0].precedes(heap[$1]) }), heap[least].precedes(heap[place])
            else {
                return
            }
            heap.swapAt(place, least)
            place = least
        }
    }
}
