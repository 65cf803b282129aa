/// A choice among numbered cases by their weights, in constant time.
///
/// Source: the alias method as of Vose 1991, IEEE Trans. Softw. Eng. 17, 972, doi:10.1109/32.92917.
struct WeightedChoice: Sendable {
    /// Sum of the weights.
    let total: Double
    private var threshold: [Double]
    private var alias: [Int32]

    /// Weights that are not positive are never chosen. Complexity: O(n).
    init(_ weights: [Double]) {
        let sum = weights.reduce(0) { $0 + max($1, 0) }
        total = sum
        threshold = weights.map { sum > 0 ? max($0, 0) * Double(weights.count) / sum : 1 }
        alias = weights.indices.map { Int32($0) }
        pair()
    }

    private mutating func pair() {
        var small = threshold.indices.filter { threshold[$0] < 1 }
        var large = threshold.indices.filter { threshold[$0] >= 1 }
        while let low = small.popLast(), let high = large.last {
            alias[low] = Int32(high)
            threshold[high] -= 1 - threshold[low]
            if threshold[high] < 1, let moved = large.popLast() { small.append(moved) }
        }
    }

    /// The case of a number 0 ..< 1; 0 of an empty choice.
    @inline(__always)
    func pick(_ uniform: Double) -> Int {
        guard !threshold.isEmpty else { return 0 }
        let place = uniform * Double(threshold.count)
        let slot = min(Int(place), threshold.count - 1)
        return place - Double(slot) < threshold[slot] ? slot : Int(alias[slot])
    }
}
