/// First and next offset of a partition, found without reading record bodies other than the last batch's.
struct LogBounds {
    var first: Int64 = 0
    var next: Int64 = 0
    var bytes: Int64 = 0
    /// Bytes of the last segment behind its last readable batch.
    var bytesBehind: Int64 = 0

    init(_ folder: String) throws(StreamError) {
        let bases = try TopicFolder.segments(folder)
        guard let last = bases.last else { return }
        (first, next) = (bases.first ?? last, last)
        for base in bases {
            // A segment that retention has just removed holds nothing.
            bytes += Int64((try? LogFile(TopicFolder.segment(folder, base), 0).size()) ?? 0)
        }
        guard let reader = try? SegmentReader(TopicFolder.segment(folder, last), base: last) else { return }
        let index = try reader.loadIndex()
        try reader.seek(to: index.entries.last?.offset ?? last, index: index)
        next = max(next, try reader.end())
        bytesBehind = max(0, Int64(try reader.file.size() - reader.position))
    }
}

extension SegmentReader {
    /// The offset after the last whole batch, from the present position on; moves there.
    func end() throws(StreamError) -> Int64 {
        var next = base
        while case let step = try hop(), case .batch(let header) = step { next = header.nextOffset }
        return next
    }
}

/// Follows the end of a partition, reading each batch's header once.
final class TailFollower {
    private let folder: String
    private var segment: SegmentReader?
    private var next: Int64 = 0

    init(_ folder: String) { self.folder = folder }

    /// The offset that the next record written will get.
    func nextOffset() throws(StreamError) -> Int64 {
        if let segment {
            next = max(next, try segment.end())
            if !Folder.exists(TopicFolder.segment(folder, next)) || next == segment.base { return next }
        }
        guard let last = try TopicFolder.segments(folder).last else { return next }
        let reader = try SegmentReader(TopicFolder.segment(folder, last), base: last)
        let index = try reader.loadIndex()
        try reader.seek(to: index.entries.last?.offset ?? last, index: index)
        next = max(next, last, try reader.end())
        segment = reader
        return next
    }
}
