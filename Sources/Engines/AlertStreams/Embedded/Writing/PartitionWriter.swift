import Bytes
import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Appends to one partition: segments, index, and the way back when a write fails.
struct PartitionWriter {
    let id: Int32
    let folder: String
    let options: EmbeddedOptions
    private(set) var nextOffset: Int64
    private(set) var file: LogFile
    private var base: Int64
    private var position: Int
    private var index: OffsetIndex
    private var indexFile: LogFile
    private var maxTimestampMs = Int64.min
    /// When the open segment's first batch was written; nil while it has none.
    private var begunMs: Int64?
    private var encoder = BatchEncoder()
    /// Set while a new segment is being made: readers may have seen it, so the old one takes nothing more even when
    /// making it failed half-way.
    private var isRolling = false

    /// Opens the last segment, cuts off what is torn, and brings the indexes up to date.
    init(_ topic: TopicFolder, _ id: Int32, _ options: EmbeddedOptions) throws(StreamError) {
        self.id = id
        self.options = options
        folder = topic.partition(id)
        let bases = try TopicFolder.segments(folder)
        for base in bases.dropLast() where !Folder.exists(TopicFolder.index(folder, base)) {
            try SegmentRepair(folder, base, closed: true).rebuildIndex(folder)
        }
        base = bases.last ?? 0
        file = try LogFile(TopicFolder.segment(folder, base), O_RDWR | O_CREAT, action: "open for writing")
        let repair = try SegmentRepair(folder, base, closed: true)
        try repair.cut(topic, id, options)
        (nextOffset, position, index) = (repair.nextOffset, repair.goodEnd, repair.index)
        maxTimestampMs = repair.maxTimestampMs
        begunMs = repair.begunMs
        indexFile = try repair.rebuildIndex(folder)
        if bases.isEmpty { try Folder.synchronise(folder) }
    }

    /// Appends `records` as one batch; the first one's offset and where the batch lies. When this throws, nothing of it
    /// is kept.
    mutating func append(_ records: ArraySlice<SealedRecord>) throws -> (Int64, WrittenRange) {
        let body = records.reduce(0) { $0 + RecordCoding.count($1.record) }
        let isFull = position > 0 && position + BatchHeader.total(body: body) > options.segmentBytes
        if isFull || isRolling || isOld { try roll() }
        let header: BatchHeader
        do {
            header = try encoder.write(
                records, baseOffset: nextOffset, now: options.now(), to: file, at: position)
        } catch {
            try file.truncate(to: position)
            throw error
        }
        noteIndex(header)
        maxTimestampMs = max(maxTimestampMs, header.maxTimestampMs)
        begunMs = begunMs ?? header.appendedMs
        let written = WrittenRange(file: file, bytes: position..<header.end)
        position = header.end
        nextOffset = header.nextOffset
        return (header.baseOffset, written)
    }

    /// The index only saves time: a failure to write it is left for the next opening to mend.
    private mutating func noteIndex(_ header: BatchHeader) {
        guard index.wants(position) else { return }
        let entry = OffsetIndex.Entry(
            offset: header.baseOffset, position: header.position, maxTimestampBefore: maxTimestampMs)
        let place = OffsetIndex.headCount + index.entries.count * OffsetIndex.entryCount
        guard (try? indexFile.write(OffsetIndex.encode(entry), at: place)) != nil else { return }
        index.append(entry)
    }

    /// Whether retention wants the open segment closed.
    private var isOld: Bool {
        guard let begunMs, let most = options.segmentAgeMs else { return false }
        return options.now() - begunMs > most
    }

    /// Closes the open segment where it is so old that retention may want to remove it.
    mutating func rollIfOld() throws(StreamError) {
        if isOld { try roll() }
    }

    private mutating func roll() throws(StreamError) {
        isRolling = true
        if options.flush != .never { try file.synchronise() }
        let path = TopicFolder.segment(folder, nextOffset)
        let newFile = try LogFile(path, O_RDWR | O_CREAT | O_TRUNC, action: "make")
        let newIndex = OffsetIndex(base: nextOffset)
        let newIndexFile = try LogFile(TopicFolder.index(folder, nextOffset), O_RDWR | O_CREAT | O_TRUNC)
        try newIndexFile.write(newIndex.encoded, at: 0)
        try Folder.synchronise(folder)
        (file, base, position) = (newFile, nextOffset, 0)
        (index, indexFile, maxTimestampMs, begunMs, isRolling) = (newIndex, newIndexFile, .min, nil, false)
    }
}

/// What a scan of a segment finds: how far it is good, and the index that it should have.
struct SegmentRepair {
    let path: String
    let base: Int64
    private(set) var nextOffset: Int64
    /// Behind the last good batch.
    private(set) var goodEnd = 0
    private(set) var index: OffsetIndex
    private(set) var maxTimestampMs = Int64.min
    /// When the first batch was written.
    private(set) var begunMs: Int64?

    init(_ folder: String, _ base: Int64, closed: Bool) throws(StreamError) {
        path = TopicFolder.segment(folder, base)
        self.base = base
        nextOffset = base
        index = OffsetIndex(base: base)
        let reader = try SegmentReader(path, base: base)
        while true {
            switch try reader.next(closed: closed) {
            case .batch(let header, _, _): note(header)
            case .damaged: continue
            case .end: return
            }
        }
    }

    private mutating func note(_ header: BatchHeader) {
        if index.wants(Int(header.position)) {
            index.append(
                OffsetIndex.Entry(
                    offset: header.baseOffset, position: header.position, maxTimestampBefore: maxTimestampMs))
        }
        maxTimestampMs = max(maxTimestampMs, header.maxTimestampMs)
        begunMs = begunMs ?? header.appendedMs
        (goodEnd, nextOffset) = (header.end, header.nextOffset)
    }

    /// Cuts the segment off behind its last good batch, where it is longer, and tells of it.
    func cut(_ topic: TopicFolder, _ partition: Int32, _ options: EmbeddedOptions) throws(StreamError) {
        let file = try LogFile(path, O_RDWR)
        let size = try file.size()
        guard size > goodEnd else { return }
        let repairLock = try LogFile(topic.repairLock, O_RDWR | O_CREAT)
        _ = try repairLock.lock(exclusive: true, wait: true)
        defer { repairLock.unlock() }
        try file.truncate(to: goodEnd)
        try file.synchronise()
        let report = RecoveryReport(
            file: path, byteOffset: Int64(goodEnd), bytesRemoved: Int64(size - goodEnd), topic: topic.topic,
            partition: partition, nextOffset: nextOffset)
        options.logger.warning("\(report)")
        options.onRecovery(report)
    }

    @discardableResult
    func rebuildIndex(_ folder: String) throws(StreamError) -> LogFile {
        let file = try LogFile(TopicFolder.index(folder, base), O_RDWR | O_CREAT | O_TRUNC, action: "make")
        try file.write(index.encoded, at: 0)
        return file
    }
}
