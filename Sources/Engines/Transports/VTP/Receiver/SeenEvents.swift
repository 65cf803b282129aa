/// The names of the last events; the oldest are forgotten.
struct SeenEvents {
    private let capacity: Int
    private var names: Set<String> = []
    private var order: [String] = []
    private var oldest = 0

    init(capacity: Int) { self.capacity = capacity }

    /// Whether the name was not there. Complexity: O(1).
    mutating func insert(_ name: String) -> Bool {
        guard capacity > 0 else { return true }
        guard names.insert(name).inserted else { return false }
        if order.count < capacity {
            order.append(name)
        } else {
            names.remove(order[oldest])
            order[oldest] = name
            oldest = (oldest + 1) % capacity
        }
        return true
    }

    /// Lets the name come again. The place in the order stays until its turn.
    mutating func forget(_ name: String) { names.remove(name) }
}
