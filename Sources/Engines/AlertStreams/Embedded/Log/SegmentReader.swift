import Bytes
import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Walks the batches of one segment. A batch's body is touched in the mapping only when the file holds all of it, and
/// handed out only when its checksum is right.
final class SegmentReader {
    enum Step {
        /// A batch with a right checksum, and the CRC-32C of each record's value.
        case batch(BatchHeader, Bytes, [UInt32])
        case damaged(DamagedStretch)
        /// Nothing more, now.
        case end
    }

    /// Waiting for memory and for the disk's queue happens here, so that reading goes on meanwhile.
    private static let prefetching = DispatchQueue(label: "tocsin.prefetch", attributes: .concurrent)

    /// Bytes mapped at once.
    static let windowCount = 32 << 20

    let base: Int64
    let file: LogFile
    private(set) var position = 0
    private var window: MappedWindow?
    /// What was asked for ahead of its use, because it was not in memory.
    private var fetched: Range<Int>?
    private var barrenSize: Int?
    private let repairLock: LogFile?

    init(_ path: String, base: Int64) throws(StreamError) {
        self.base = base
        file = try LogFile(path, O_RDONLY)
        repairLock = try? LogFile(TopicFolder.repairLock(ofSegment: path), O_RDONLY)
    }

    /// The next batch. With `closed`, no writer appends any more, so that an incomplete batch is damage, not a batch on
    /// its way.
    func next(closed: Bool) throws(StreamError) -> Step {
        let size = try file.size()
        guard position < size else { return .end }
        guard let header = try header(at: position) else { return try resynchronise(size, closed) }
        guard header.end <= size else {
            return closed ? try resynchronise(size, closed) : .end
        }
        return try verify(header, closed)
    }

    /// Touches the body under the lock that a writer takes to cut a torn end off; what it cut off before is not touched.
    private func verify(_ header: BatchHeader, _ closed: Bool) throws(StreamError) -> Step {
        _ = try repairLock?.lock(exclusive: false, wait: true)
        defer { repairLock?.unlock() }
        let size = try file.size()
        guard header.end <= size else { return .end }
        let body = try body(of: header)
        let (crc, valueCRCs) = RecordCoding.checksums(body)
        if crc == header.bodyCRC {
            position = header.end
            return .batch(header, body, valueCRCs)
        }
        if !closed, header.end == size { return .end }
        position = header.end
        return .damaged(DamagedStretch(file: file.path, header: header, body: body.detached))
    }

    /// The header at `place`, by `pread`: those bytes may be cut off meanwhile by a writer that repairs the log.
    func header(at place: Int) throws(StreamError) -> BatchHeader? {
        try withUnsafeTemporaryAllocation(byteCount: BatchHeader.byteCount, alignment: 8) {
            memory throws(StreamError) in
            guard try file.read(at: place, into: memory) == memory.count else { return nil }
            return BatchHeader(UnsafeRawBufferPointer(memory), at: place)
        }
    }

    private func body(of header: BatchHeader) throws(StreamError) -> Bytes {
        let start = Int(header.position) + BatchHeader.byteCount
        let range = start..<start + Int(header.bodyCount)
        if let window, window.covers(range) { return window.view(range) }
        let isBorrowed = try readAhead(of: range)
        let window = try MappedWindow(file, covering: range, ahead: Self.windowCount, isBorrowed: isBorrowed)
        self.window = window
        return window.view(range)
    }

    /// Asks for what comes from `range` on where it is not in memory and a reader goes on from the window before; then
    /// true, and reading leaves the system's cache as it was.
    private func readAhead(of range: Range<Int>) throws(StreamError) -> Bool {
        guard let window, window.range.lowerBound...window.range.upperBound ~= range.lowerBound else { return false }
        let size = try file.size()
        let next = range.lowerBound..<min(range.lowerBound + Self.windowCount, size)
        let isCold = fetched.map { $0.contains(next.upperBound - 1) } ?? false || !file.isCached(next)
        guard isCold else { return false }
        let ahead = next.upperBound..<min(next.upperBound + Self.windowCount, size)
        fetched = next
        if !ahead.isEmpty, !file.isCached(ahead) {
            Self.prefetching.async { [file] in file.prefetch(ahead) }
            fetched = next.lowerBound..<ahead.upperBound
        }
        return true
    }

    /// Looks for the next batch behind bytes that are none.
    private func resynchronise(_ size: Int, _ closed: Bool) throws(StreamError) -> Step {
        if !closed, barrenSize == size { return .end }
        let found = try findHeader(from: position + 8, size)
        guard found != nil || closed else {
            barrenSize = size
            return .end
        }
        let range = position..<(found ?? size)
        position = range.upperBound
        return .damaged(DamagedStretch(file: file.path, unreadable: range))
    }

    private func findHeader(from start: Int, _ size: Int) throws(StreamError) -> Int? {
        var place = start
        while place + BatchHeader.byteCount <= size {
            let chunk = try file.read(at: place, count: min(1 << 20, size - place))
            guard chunk.count >= BatchHeader.byteCount else { return nil }
            let hit = chunk.withUnsafeBytes { memory in
                stride(from: 0, through: memory.count - BatchHeader.byteCount, by: 8).first { candidate in
                    memory.loadLE(UInt32.self, at: candidate) == BatchHeader.magic
                        && Self.isHeader(memory, candidate, file: place + candidate, size)
                }
            }
            if let hit { return place + hit }
            place += (chunk.count - BatchHeader.byteCount) / 8 * 8 + 8
        }
        return nil
    }

    private static func isHeader(
        _ memory: UnsafeRawBufferPointer, _ candidate: Int, file position: Int, _ size: Int
    ) -> Bool {
        let bytes = UnsafeRawBufferPointer(rebasing: memory[candidate..<candidate + BatchHeader.byteCount])
        return BatchHeader(bytes, at: position).map { $0.end <= size } ?? false
    }

    // MARK: Moving

    enum Hop {
        case batch(BatchHeader)
        case end
    }

    /// Passes one batch by its header alone; the last in the file, which may be torn, by its checksum too.
    func hop() throws(StreamError) -> Hop {
        let size = try file.size()
        if let header = try header(at: position), header.end < size {
            position = header.end
            return .batch(header)
        }
        while true {
            switch try next(closed: false) {
            case .batch(let header, _, _): return .batch(header)
            case .damaged: continue
            case .end: return .end
            }
        }
    }

    /// Moves to the batch that holds `offset`, or to the first place from which reading would find it.
    func seek(to offset: Int64, index: OffsetIndex) throws(StreamError) {
        position = try checked(index.position(of: offset)) { $0.baseOffset <= offset }
        let size = try file.size()
        while let header = try header(at: position), header.end <= size, header.nextOffset <= offset {
            position = header.end
        }
    }

    /// Moves to the first batch that holds a record of `timestampMs` or later.
    func seek(since timestampMs: Int64, index: OffsetIndex) throws(StreamError) {
        position = try checked(index.position(since: timestampMs)) { _ in true }
        let size = try file.size()
        while let header = try header(at: position), header.end <= size, header.maxTimestampMs < timestampMs {
            position = header.end
        }
    }

    func seek(toPosition place: Int) { position = place }

    /// The index beside this segment, as far as it goes.
    func loadIndex() throws(StreamError) -> OffsetIndex {
        try OffsetIndex.load(String(file.path.dropLast(4)) + ".index", base: base, limit: file.size())
    }

    private func checked(_ place: Int, _ holds: (BatchHeader) -> Bool) throws(StreamError) -> Int {
        guard place > 0, let header = try header(at: place), holds(header) else { return 0 }
        return place
    }
}

/// A part of a segment that cannot be handed out.
struct DamagedStretch {
    let file: String
    let bytes: Range<Int>
    /// The batch's header, where that is whole.
    var header: BatchHeader?
    var body: Bytes?
    let reason: String

    init(file: String, header: BatchHeader, body: Bytes) {
        self.file = file
        bytes = Int(header.position)..<header.end
        self.header = header
        self.body = body
        reason = "\(file), bytes \(bytes.lowerBound) to \(bytes.upperBound): the batch's checksum is wrong"
    }

    init(file: String, unreadable range: Range<Int>) {
        self.file = file
        bytes = range
        reason = "\(file), bytes \(range.lowerBound) to \(range.upperBound): there is no readable batch"
    }
}
