/// The places of a patch at which PSFs are kept: the corners of a grid of equal cells.
public struct PSFGrid: Sendable, Hashable {
    /// Size of the patch in pixels.
    public let width: Int
    /// Height of the patch in pixels.
    public let height: Int
    /// Cells along each axis; there is one place more.
    public let columns: Int
    /// Cells along y; there is one row of places more.
    public let rows: Int
    /// Pixels along a side of a PSF, odd.
    public let side: Int

    /// Cells of about `spacing` pixels.
    public init(width: Int, height: Int, spacing: Int, side: Int) {
        (self.width, self.height, self.side) = (width, height, side | 1)
        columns = max(1, (width + spacing / 2) / max(1, spacing))
        rows = max(1, (height + spacing / 2) / max(1, spacing))
    }

    /// Places, at all corners of cells.
    public var count: Int { (columns + 1) * (rows + 1) }

    /// The pixel of place `n`, row after row.
    public func place(_ n: Int) -> (x: Int, y: Int) {
        (n % (columns + 1) * max(0, width - 1) / columns, n / (columns + 1) * max(0, height - 1) / rows)
    }

    /// The four places around a pixel with the share of each, by bilinear interpolation; beyond the patch those of its rim.
    func shares(atX x: Double, y: Double) -> [(place: Int, share: Double)] {
        let (column, across) = Self.cell(x, width, columns)
        let (row, down) = Self.cell(y, height, rows)
        let first = row * (columns + 1) + column
        return [
            (first, (1 - across) * (1 - down)), (first + 1, across * (1 - down)),
            (first + columns + 1, (1 - across) * down), (first + columns + 2, across * down),
        ]
    }

    private static func cell(_ place: Double, _ size: Int, _ count: Int) -> (Int, Double) {
        let scaled = max(0, min(1, place / Double(max(1, size - 1)))) * Double(count)
        let cell = min(count - 1, Int(scaled.isFinite ? scaled : 0))
        return (cell, (scaled.isFinite ? scaled : 0) - Double(cell))
    }
}
