public import SkyMath

/// The cells in which the sky is drawn: pixels of a nested HEALPix grid, each of `area` square degrees.
public enum SkyCells {
    /// Order of the grid: `nside` is 2^7.
    public static let order = 7
    /// Its pixels' numbers, in nested order, are those of the cells.
    public static let grid = HEALPix(order: order)
    /// Square degrees of a cell.
    public static let area = 41_252.961_249_419_27 / Double(grid.pixelCount)

    /// Every cell that the cone may touch, ascending. Complexity: O(cells).
    public static func cells(_ cone: SkyCone) -> [Int64] {
        guard cone.radius >= 0 else { return [] }
        return grid.cone(cone.centre, radius: cone.radius, refinement: 8).flatMap { Array($0) }
    }

    /// Whether a cell lies in the cone as a whole, so that its objects need no test one by one. May be false for cells
    /// that just do.
    static func isWithin(_ cell: Int64, _ cone: SkyCone) -> Bool {
        cone.centre.separation(to: grid.centre(of: cell)) + reach <= cone.radius
    }

    /// More than the distance, in degrees, from a cell's centre to any place in it: the longest half diagonal of the
    /// grid is 45 degrees of longitude / nside at z = 2/3 and the largest pixel is less than 1.2 times that.
    private static let reach = 1.2 * 45 / Double(grid.nside)

    /// The place in a cell, to 0.4 milliarcseconds, of 64 even random bits.
    static func place(in cell: Int64, _ random: UInt64) -> SkyPosition {
        finest.centre(of: cell << 44 | Int64(truncatingIfNeeded: random >> 20))
    }

    private static let finest = HEALPix(order: 29)
}
