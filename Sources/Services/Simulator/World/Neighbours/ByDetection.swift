/// What belongs to each detection of a visit, one list behind the other.
struct ByDetection<Element: Sendable>: Sendable {
    /// By number of the detection: where its elements begin.
    private var starts: [Int]
    private var elements: [Element]

    /// One element of one detection.
    struct Entry: Sendable {
        var detection: Int
        /// Number of the source, which sets the order.
        var key: UInt64
        var element: Element
    }

    /// Complexity: O(n log n).
    init(_ entries: [Entry], detections: Int) {
        let sorted = entries.sorted { ($0.detection, $0.key) < ($1.detection, $1.key) }
        starts = Array(repeating: 0, count: detections + 1)
        for entry in sorted { starts[entry.detection + 1] += 1 }
        for number in 0..<detections { starts[number + 1] += starts[number] }
        elements = sorted.map(\.element)
    }

    /// Ascending by number of the source.
    subscript(detection: Int) -> ArraySlice<Element> { elements[starts[detection]..<starts[detection + 1]] }

    var count: Int { elements.count }
}
