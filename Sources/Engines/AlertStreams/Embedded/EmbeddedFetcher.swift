import Bytes

/// Reads single records by position.
actor EmbeddedFetcher {
    private let executor = QueueExecutor("tocsin.fetch")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func fetch(_ topic: TopicFolder, _ position: RecordPosition) throws -> StreamRecord? {
        let count = try topic.partitionCount()
        guard (0..<Int32(count)).contains(position.partition) else {
            throw StreamError.invalidPartition(position.partition, topic: topic.topic, count: count)
        }
        let folder = topic.partition(position.partition)
        guard let base = try TopicFolder.segments(folder).last(where: { $0 <= position.offset }) else { return nil }
        let segment = try SegmentReader(TopicFolder.segment(folder, base), base: base)
        try segment.seek(to: position.offset, index: segment.loadIndex())
        return try find(position, in: segment)
    }

    private func find(_ position: RecordPosition, in segment: SegmentReader) throws -> StreamRecord? {
        while true {
            switch try segment.next(closed: false) {
            case .end: return nil
            case .batch(let header, let body, _):
                if header.nextOffset <= position.offset { continue }
                let records = RecordCoding.decode(body, header, partition: position.partition)
                return records.first { $0.position == position }
            case .damaged(let stretch):
                guard let header = stretch.header else { continue }
                if header.nextOffset <= position.offset { continue }
                throw StreamError(
                    .corrupt,
                    "Record \(position.offset) of partition \(position.partition) is damaged: \(stretch.reason).",
                    path: stretch.file)
            }
        }
    }
}
