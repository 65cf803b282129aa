public import Imaging

/// Connected pixels of a detection, with the peaks among them.
public struct Footprint: Sendable, Hashable {
    /// Runs of pixels in the order of rows and columns, at least one.
    public let spans: [Span]
    /// In the order of rows and columns; of either sign.
    public let peaks: [Peak]
    /// The least rectangle around it.
    public let box: PixelBox
    /// Pixels.
    public let area: Int

    init(spans: [Span], peaks: [Peak]) {
        (self.spans, self.peaks) = (spans, peaks)
        area = spans.reduce(0) { $0 + $1.count }
        let columns = spans.reduce((Int32.max, Int32.min)) { (min($0.0, $1.start), max($0.1, $1.end)) }
        let rows = (spans.first?.row ?? 0, spans.last?.row ?? -1)
        box =
            spans.isEmpty
            ? PixelBox(x: 0, y: 0, width: 0, height: 0)
            : PixelBox(columns: Int(columns.0)..<Int(columns.1), rows: Int(rows.0)..<Int(rows.1) + 1)
    }

    /// Whether the pixel is one of these. Complexity: O(runs).
    public func contains(x: Int, y: Int) -> Bool {
        spans.contains { Int($0.row) == y && $0.columns.contains(x) }
    }

    /// The peak furthest from 0; nil where growing or a coarse search left none.
    public var highest: Peak? { peaks.max { abs($0.height) < abs($1.height) } }
}
