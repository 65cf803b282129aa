/// The pixels of a stamp that are fitted: a circle in a square, row after row.
struct StampShape: Sendable {
    let radius: Int
    /// Of each pixel of the circle, its offsets from the centre.
    let offsets: [(x: Int, y: Int)]
    /// Of each pixel, the numbers of those beside, below and above it, itself where there is none.
    let left: [Int]
    let right: [Int]
    let below: [Int]
    let above: [Int]

    init(radius: Int) {
        self.radius = radius
        let reach = (Double(radius) + 0.5) * (Double(radius) + 0.5)
        var numbers: [Int: Int] = [:]
        var offsets: [(x: Int, y: Int)] = []
        let side = 2 * radius + 3
        for y in -radius...radius {
            for x in -radius...radius where Double(x * x + y * y) <= reach {
                numbers[y * side + x] = offsets.count
                offsets.append((x, y))
            }
        }
        func neighbours(_ dx: Int, _ dy: Int) -> [Int] {
            offsets.enumerated().map { numbers[($1.y + dy) * side + $1.x + dx] ?? $0 }
        }
        (left, right) = (neighbours(-1, 0), neighbours(1, 0))
        (below, above) = (neighbours(0, -1), neighbours(0, 1))
        self.offsets = offsets
    }

    var count: Int { offsets.count }
    var side: Int { 2 * radius + 1 }

    /// Derivative along x of values in the circle, one-sided at its edge.
    func slopeX(_ values: UnsafePointer<Double>, _ n: Int) -> Double { slope(values, left[n], right[n], n) }

    func slopeY(_ values: UnsafePointer<Double>, _ n: Int) -> Double { slope(values, below[n], above[n], n) }

    @inline(__always)
    private func slope(_ values: UnsafePointer<Double>, _ before: Int, _ after: Int, _ n: Int) -> Double {
        let steps = (before == n ? 0 : 1) + (after == n ? 0 : 1)
        return steps == 2 ? (values[after] - values[before]) / 2 : values[after] - values[before]
    }
}
