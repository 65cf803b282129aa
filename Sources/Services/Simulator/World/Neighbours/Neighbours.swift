import Rendering

/// What lies about each detection of a visit and is not it, in pixels of its detector.
struct Neighbours: Sendable {
    /// By number of the detection: where its sources begin.
    private var starts: [Int]
    private var sources: [StampSource]

    /// One source near one detection.
    struct Entry: Sendable {
        var detection: Int
        /// Number of the source, which sets the order.
        var key: UInt64
        var source: StampSource
    }

    /// Complexity: O(n log n).
    init(_ entries: [Entry], detections: Int) {
        let sorted = entries.sorted { ($0.detection, $0.key) < ($1.detection, $1.key) }
        starts = Array(repeating: 0, count: detections + 1)
        for entry in sorted { starts[entry.detection + 1] += 1 }
        for number in 0..<detections { starts[number + 1] += starts[number] }
        sources = sorted.map(\.source)
    }

    /// Ascending by number of the source.
    subscript(detection: Int) -> ArraySlice<StampSource> { sources[starts[detection]..<starts[detection + 1]] }

    var count: Int { sources.count }
}
