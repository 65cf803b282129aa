/// The pixels of a square stamp of 2 `radius` + 1 pixels a side, row after row.
struct StampGrid: Sendable {
    let radius: Int
    var side: Int { 2 * radius + 1 }
    var count: Int { side * side }

    /// Squares of the distances from the centre.
    var squares: [Double] {
        (-radius...radius).flatMap { y in (-radius...radius).map { Double($0 * $0 + y * y) } }
    }

    /// 1, falling to 0 over the last three pixels.
    var taper: [Double] { squares.map { max(0, min(1, (Double(radius) + 0.5 - $0.squareRoot()) / 3)) } }

    /// The derivatives along x and y, by central differences, one-sided at the edges.
    func gradient(_ values: [Double]) -> (x: [Double], y: [Double]) {
        var (x, y) = (values, values)
        for row in 0..<side {
            for column in 0..<side {
                let (left, right) = (max(0, column - 1), min(side - 1, column + 1))
                let (low, high) = (max(0, row - 1), min(side - 1, row + 1))
                x[row * side + column] =
                    (values[row * side + right] - values[row * side + left]) / Double(max(1, right - left))
                y[row * side + column] =
                    (values[high * side + column] - values[low * side + column]) / Double(max(1, high - low))
            }
        }
        return (x, y)
    }
}
