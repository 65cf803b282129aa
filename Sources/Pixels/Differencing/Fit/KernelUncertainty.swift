/// What the uncertainty of a kernel does to a star: standard deviations, interpolated between points over the image.
public struct KernelUncertainty: Sendable, Hashable {
    /// Amplitudes of the six ways in which a convolved star M can be wrong.
    public struct Widths: Sendable, Hashable {
        /// Shift along x and y, in pixels: of dM/dx and dM/dy.
        public var x: Double
        /// Shift along y, in pixels: of dM/dy.
        public var y: Double
        /// Flux, as a fraction: of M.
        public var flux: Double
        /// Size, in pixels squared: of Mxx + Myy.
        public var size: Double
        /// Ellipticity, in pixels squared: of Mxx - Myy and of Mxy.
        public var stretch: Double
        /// Ellipticity along the diagonals, in pixels squared: of Mxy.
        public var skew: Double
    }

    /// Points along a side of the grid; the first and last are those of the image's corners.
    public let points: Int
    let width: Int
    let height: Int
    /// Row after row of points.
    let grid: [Widths]

    /// The widths at a position of the image, between points by bilinear interpolation. Complexity: O(1).
    public func widths(atX x: Double, y: Double) -> Widths {
        let column = place(x, width)
        let row = place(y, height)
        let start = row.first * points + column.first
        func mean(_ value: (Widths) -> Double) -> Double {
            let low = value(grid[start]) * (1 - column.part) + value(grid[start + 1]) * column.part
            let high = value(grid[start + points]) * (1 - column.part) + value(grid[start + points + 1]) * column.part
            return low * (1 - row.part) + high * row.part
        }
        return Widths(
            x: mean(\.x), y: mean(\.y), flux: mean(\.flux), size: mean(\.size), stretch: mean(\.stretch),
            skew: mean(\.skew))
    }

    private func place(_ value: Double, _ length: Int) -> (first: Int, part: Double) {
        let place = max(0, min(1, value / Double(max(1, length - 1)))) * Double(points - 1)
        let first = min(points - 2, Int(place))
        return (first, place - Double(first))
    }
}
