/// A choice among numbered cases by their weights, in constant time.
///
/// Source: the alias method as of Vose 1991, IEEE Trans. Softw. Eng. 17, 972, doi:10.1109/32.92917.
struct WeightedChoice: Sendable {
    /// Sum of the weights.
    let total: Double
    private var slots: [Slot]

    private struct Slot {
        var threshold: Double
        var alias: Int32
    }

    /// Weights that are not positive are never chosen. Complexity: O(n).
    init(_ weights: [Double]) {
        let sum = weights.reduce(0) { $0 + max($1, 0) }
        total = sum
        slots = weights.indices.map {
            Slot(threshold: sum > 0 ? max(weights[$0], 0) * Double(weights.count) / sum : 1, alias: Int32($0))
        }
        pair()
    }

    private mutating func pair() {
        var small = slots.indices.filter { slots[$0].threshold < 1 }
        var large = slots.indices.filter { slots[$0].threshold >= 1 }
        while let low = small.popLast(), let high = large.last {
            slots[low].alias = Int32(high)
            slots[high].threshold -= 1 - slots[low].threshold
            if slots[high].threshold < 1, let moved = large.popLast() { small.append(moved) }
        }
    }

    /// The case of a number 0 ..< 1; 0 of an empty choice.
    @inline(__always)
    func pick(_ uniform: Double) -> Int {
        guard !slots.isEmpty else { return 0 }
        let place = uniform * Double(slots.count)
        let number = min(Int(place), slots.count - 1)
        let slot = slots[number]
        return place - Double(number) < slot.threshold ? number : Int(slot.alias)
    }
}
