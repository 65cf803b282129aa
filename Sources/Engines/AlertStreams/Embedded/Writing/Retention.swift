#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Removes whole segments that a policy no longer keeps.
struct Retention {
    let topic: TopicFolder
    let partitions: Int
    let policy: RetentionPolicy

    private struct Segment {
        var folder: String
        var base: Int64
        var bytes: Int64
        var writtenMs: Int64
        var isActive: Bool
    }

    /// Applies the policy at `now`; paths of the segments removed.
    func apply(now: Int64) throws(StreamError) -> [String] {
        guard policy.maxBytes != nil || policy.maxAge != nil else { return [] }
        let segments = try listing()
        var total = segments.reduce(0) { $0 + $1.bytes }
        var removed: [String] = []
        var kept: Set<String> = []
        for segment in segments.sorted(by: { ($0.writtenMs, $0.base) < ($1.writtenMs, $1.base) }) {
            // Only from the front of a partition, so that its offsets stay without holes.
            guard !segment.isActive, !kept.contains(segment.folder), expired(segment, total, now) else {
                kept.insert(segment.folder)
                continue
            }
            try Folder.remove(TopicFolder.segment(segment.folder, segment.base))
            try Folder.remove(TopicFolder.index(segment.folder, segment.base))
            total -= segment.bytes
            removed.append(TopicFolder.segment(segment.folder, segment.base))
        }
        return removed
    }

    private func expired(_ segment: Segment, _ total: Int64, _ now: Int64) -> Bool {
        if let maxBytes = policy.maxBytes, total > maxBytes { return true }
        guard let maxAge = policy.maxAge else { return false }
        return now - segment.writtenMs > maxAge.milliseconds
    }

    private func listing() throws(StreamError) -> [Segment] {
        var segments: [Segment] = []
        for id in 0..<Int32(partitions) {
            let folder = topic.partition(id)
            let bases = try TopicFolder.segments(folder)
            for base in bases {
                var status = stat()
                guard stat(TopicFolder.segment(folder, base), &status) == 0 else { continue }
                let written = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
                segments.append(
                    Segment(
                        folder: folder, base: base, bytes: Int64(status.st_size), writtenMs: written,
                        isActive: base == bases.last))
            }
        }
        return segments
    }
}
