/// A rectangle of whole pixels: columns `x ..< endX`, rows `y ..< endY`.
///
/// The first pixel of an image is (0, 0), its centre at the coordinates (0, 0). A width or height of 0 is an empty box;
/// a negative one counts as 0.
public struct PixelBox: Sendable, Hashable {
    /// The first column.
    public var x: Int
    /// The first row.
    public var y: Int
    /// Number of columns.
    public var width: Int
    /// Number of rows.
    public var height: Int

    /// A negative width or height counts as 0.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The columns and rows of two half-open ranges.
    public init(columns: Range<Int>, rows: Range<Int>) {
        self.init(x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
    }

    /// The square of `2 radius + 1` pixels around a pixel.
    public init(aroundX x: Int, y: Int, radius: Int) {
        self.init(x: x - radius, y: y - radius, width: 2 * radius + 1, height: 2 * radius + 1)
    }

    /// One beyond the last column.
    public var endX: Int { x + width }
    /// One beyond the last row.
    public var endY: Int { y + height }
    /// As a range: `x ..< endX`.
    public var columns: Range<Int> { x..<endX }
    /// As a range: `y ..< endY`.
    public var rows: Range<Int> { y..<endY }
    /// Whether there is no pixel in the box.
    public var isEmpty: Bool { width == 0 || height == 0 }
    /// Pixels in the box.
    public var area: Int { width * height }

    /// Whether the pixel in this column and row is in the box.
    public func contains(x: Int, y: Int) -> Bool { columns.contains(x) && rows.contains(y) }

    /// The pixels in both; empty where there are none.
    public func intersection(_ other: PixelBox) -> PixelBox {
        let (left, top) = (max(x, other.x), max(y, other.y))
        return PixelBox(x: left, y: top, width: min(endX, other.endX) - left, height: min(endY, other.endY) - top)
    }

    /// The smallest box that holds both; an empty box adds nothing.
    public func union(_ other: PixelBox) -> PixelBox {
        if isEmpty { return other }
        if other.isEmpty { return self }
        let (left, top) = (min(x, other.x), min(y, other.y))
        return PixelBox(x: left, y: top, width: max(endX, other.endX) - left, height: max(endY, other.endY) - top)
    }

    /// The box with `margin` pixels more on every side, or fewer where `margin` is negative.
    public func grown(by margin: Int) -> PixelBox {
        PixelBox(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
    }

    /// The box moved by whole pixels.
    public func moved(byX dx: Int, y dy: Int) -> PixelBox {
        PixelBox(x: x + dx, y: y + dy, width: width, height: height)
    }
}
