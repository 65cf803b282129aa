import Bytes

/// Finds offsets by time.
enum TimeLookup {
    /// The first record of `timestampMs` or later; the next offset where there is none. Complexity: O(segments) headers
    /// and one index interval.
    static func offset(_ topic: TopicFolder, _ id: Int32, since timestampMs: Int64) throws(StreamError) -> Int64 {
        let folder = topic.partition(id)
        for base in try TopicFolder.segments(folder) {
            guard let segment = try? SegmentReader(TopicFolder.segment(folder, base), base: base) else { continue }
            try segment.seek(since: timestampMs, index: segment.loadIndex())
            if let found = try first(segment, id, timestampMs) { return found }
        }
        return try LogBounds(folder).next
    }

    private static func first(
        _ segment: SegmentReader, _ id: Int32, _ timestampMs: Int64
    ) throws(StreamError) -> Int64? {
        while true {
            switch try segment.next(closed: false) {
            case .batch(let header, let body, _):
                let records = RecordCoding.decode(body, header, partition: id)
                if let hit = records.first(where: { $0.timestampMs >= timestampMs }) { return hit.position.offset }
            case .damaged: continue
            case .end: return nil
            }
        }
    }
}
