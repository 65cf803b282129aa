import Bytes

/// Reads one partition from an offset on, across its segments, and tails it.
final class PartitionReader {
    let id: Int32
    let folder: String
    /// Offset of the next record to hand out.
    private(set) var nextOffset: Int64
    private var segment: SegmentReader?
    private var closed = false
    private var pending: ArraySlice<(record: StreamRecord, valueCRC: UInt32)> = []
    private var stretch: DamagedStretch?
    private var idleRounds = 0

    init(_ topic: TopicFolder, _ id: Int32, from offset: Int64) {
        self.id = id
        folder = topic.partition(id)
        nextOffset = offset
    }

    func seek(to offset: Int64) {
        nextOffset = offset
        (segment, closed, pending, stretch, idleRounds) = (nil, false, [], nil, 0)
    }

    /// Adds what there is, up to `maxRecords` and about `maxBytes` in all. Never waits.
    func read(maxRecords: Int, maxBytes: Int, into batch: inout RecordBatch) throws(StreamError) {
        var bytes = 0
        while batch.records.count + batch.damaged.count < maxRecords, bytes < maxBytes {
            if let (record, valueCRC) = pending.popFirst() {
                nextOffset = record.position.offset + 1
                bytes += record.value.count
                batch.admit(record, valueCRC: valueCRC)
            } else if try !step(&batch) {
                return
            }
        }
    }

    /// Goes one batch on; false where there is none now.
    private func step(_ batch: inout RecordBatch) throws(StreamError) -> Bool {
        if segment == nil { segment = try openSegment(&batch) }
        guard let segment else { return false }
        switch try segment.next(closed: closed) {
        case .batch(let header, let body, let valueCRCs): accept(header, body, valueCRCs, &batch)
        case .damaged(let damage): accept(damage, &batch)
        case .end: return try advance(&batch)
        }
        idleRounds = 0
        return true
    }

    private func accept(_ header: BatchHeader, _ body: Bytes, _ valueCRCs: [UInt32], _ batch: inout RecordBatch) {
        if header.baseOffset > nextOffset { skip(to: header.baseOffset, &batch) }
        let records = RecordCoding.decode(body, header, partition: id)
        // What parses here, and more, has a checksum: see RecordCoding.
        pending = zip(records, valueCRCs).map { ($0, $1) }.drop { $0.record.position.offset < nextOffset }
        guard records.count < Int(header.recordCount) else { return }
        pending.forEach { batch.admit($0.record, valueCRC: $0.valueCRC) }
        pending = []
        nextOffset = max(nextOffset, header.baseOffset + Int64(records.count))
        let place = "\(TopicFolder.segment(folder, segment?.base ?? 0)), byte \(header.position)"
        report(upTo: header.nextOffset, Bytes(), "\(place): the batch's records do not parse", &batch)
    }

    private func accept(_ damage: DamagedStretch, _ batch: inout RecordBatch) {
        guard let header = damage.header, let body = damage.body else {
            stretch = damage
            return
        }
        if header.baseOffset > nextOffset { skip(to: header.baseOffset, &batch) }
        for record in RecordCoding.decode(body, header, partition: id) where record.position.offset >= nextOffset {
            batch.damaged.append(DamagedRecord(record: record, reason: damage.reason))
            nextOffset = record.position.offset + 1
        }
        report(upTo: header.nextOffset, body, damage.reason, &batch)
    }

    /// Accounts for the offsets before `offset`, which no batch holds: damaged if something unreadable was passed.
    private func skip(to offset: Int64, _ batch: inout RecordBatch) {
        defer { (stretch, nextOffset) = (nil, max(nextOffset, offset)) }
        guard let stretch, offset - nextOffset <= Int64(stretch.bytes.count / RecordCoding.fixedCount + 1) else {
            let reason = stretch?.reason ?? "retention has removed them, or a segment is missing from \(folder)"
            batch.gaps.append(OffsetGap(partition: id, offsets: nextOffset..<offset, reason: reason))
            return
        }
        let bytes = segment.flatMap { try? $0.file.read(at: stretch.bytes.lowerBound, count: stretch.bytes.count) }
        report(upTo: offset, bytes ?? Bytes(), stretch.reason, &batch)
    }

    /// Reports each offset before `offset` as damaged; the first carries the bytes.
    private func report(upTo offset: Int64, _ bytes: Bytes, _ reason: String, _ batch: inout RecordBatch) {
        var bytes = bytes
        while nextOffset < offset {
            let position = RecordPosition(partition: id, offset: nextOffset)
            let record = StreamRecord(position: position, timestampMs: 0, value: bytes)
            batch.damaged.append(DamagedRecord(record: record, reason: reason))
            bytes = Bytes()
            nextOffset += 1
        }
    }

    // MARK: Segments

    private func openSegment(_ batch: inout RecordBatch) throws(StreamError) -> SegmentReader? {
        let bases = try TopicFolder.segments(folder)
        guard let first = bases.first else { return nil }
        if first > nextOffset { skip(to: first, &batch) }
        if nextOffset > bases.last ?? 0 { try clamp(to: LogBounds(folder).next, &batch) }
        guard let base = bases.last(where: { $0 <= nextOffset }), let opened = try open(base) else { return nil }
        try opened.seek(to: nextOffset, index: opened.loadIndex())
        (segment, closed) = (opened, base != bases.last)
        return opened
    }

    /// Steps back where the log ends before the offset wanted, as after a power cut that took unflushed records.
    private func clamp(to end: Int64, _ batch: inout RecordBatch) {
        guard nextOffset > end else { return }
        let reason = "the log ends before them: they were lost with a power cut, or never written"
        batch.gaps.append(OffsetGap(partition: id, offsets: end..<nextOffset, reason: reason))
        nextOffset = end
    }

    /// Nil where retention has just removed the segment.
    private func open(_ base: Int64) throws(StreamError) -> SegmentReader? {
        let path = TopicFolder.segment(folder, base)
        do { return try SegmentReader(path, base: base) } catch {
            if Folder.exists(path) { throw error }
            return nil
        }
    }

    /// Goes to the following segment, once the writer has made one and this one is read to its end.
    private func advance(_ batch: inout RecordBatch) throws(StreamError) -> Bool {
        guard let current = segment else { return false }
        idleRounds += 1
        let nextIsThere =
            idleRounds % 4 == 1 && nextOffset > current.base
            && Folder.exists(TopicFolder.segment(folder, nextOffset))
        guard closed || nextIsThere || idleRounds % 64 == 0 else { return false }
        guard let next = try TopicFolder.segments(folder).first(where: { $0 > current.base }) else { return false }
        guard closed else {
            closed = true
            return true
        }
        guard let opened = try open(next) else {
            segment = nil
            return true
        }
        if next > nextOffset { skip(to: next, &batch) }
        segment = opened
        closed = try next != TopicFolder.segments(folder).last
        return true
    }
}
