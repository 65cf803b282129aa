import AlertStreams

/// Where the copies of a run lie in its topic.
struct TopicPlaces: Sendable {
    /// By partition: the numbers of its copies, ascending by offset once they were asked for.
    private var copies: [Int32: [Int32]] = [:]
    private var bounds: [Int32: ClosedRange<Int64>] = [:]

    /// What a place of the topic holds.
    enum Holding: Equatable {
        case copy(Int)
        /// Between copies of the run.
        case gap
        /// Before the first or behind the last.
        case elsewhere
    }

    /// Rows come in the order of sending, in which offsets of one partition ascend.
    mutating func add(_ copy: Int32, _ partition: Int32, _ offset: Int64) {
        copies[partition, default: []].append(copy)
        let known = bounds[partition] ?? offset...offset
        bounds[partition] = min(known.lowerBound, offset)...max(known.upperBound, offset)
    }

    /// Complexity: O(log n).
    func find(_ position: RecordPosition, offsetOf: (Int) -> Int64) -> Holding {
        guard let numbers = copies[position.partition], bounds[position.partition]?.contains(position.offset) == true
        else { return .elsewhere }
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if offsetOf(Int(numbers[middle])) < position.offset { low = middle + 1 } else { high = middle }
        }
        guard low < numbers.count, offsetOf(Int(numbers[low])) == position.offset else { return .gap }
        return .copy(Int(numbers[low]))
    }
}
