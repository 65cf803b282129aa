/// Bars side by side, as SVG.
public struct BarChart: Sendable {
    /// Heights are 0 to 1.
    public struct Bar: Sendable {
        /// From the foot; what is above 1 is drawn as 1.
        public var height: Double
        /// Of a second bar before a pale one; nil for one bar.
        public var inner: Double?
        /// Shown where the pointer rests on the bar; escaped here.
        public var title: String

        /// `inner` is the height of the second bar; nil for one bar.
        public init(height: Double, inner: Double? = nil, title: String) {
            (self.height, self.inner, self.title) = (height, inner, title)
        }
    }

    /// From left to right, all of the same width.
    public var bars: [Bar]
    /// What stands below the first and the last bar, and beside the top.
    public var low: String
    /// Below the last bar.
    public var high: String
    /// Beside the height 1.
    public var top: String

    /// The texts are escaped when the chart is drawn.
    public init(bars: [Bar], low: String, high: String, top: String) {
        (self.bars, self.low, self.high, self.top) = (bars, low, high, top)
    }

    /// A whole `svg` element. Complexity: O(bars).
    public var svg: String {
        "<svg viewBox=\"0 0 720 130\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">"
            + "<line x1=\"100\" y1=\"110\" x2=\"700\" y2=\"110\"/>\(shapes)"
            + "<text x=\"95\" y=\"18\" text-anchor=\"end\">\(HTML.escaped(top))</text>"
            + "<text x=\"100\" y=\"125\">\(HTML.escaped(low))</text>"
            + "<text x=\"700\" y=\"125\" text-anchor=\"end\">\(HTML.escaped(high))</text></svg>"
    }

    private var shapes: String {
        let width = 600 / Double(max(1, bars.count))
        return bars.enumerated().map { index, bar in
            let title = "<title>\(HTML.escaped(bar.title))</title>"
            let x = 100 + Double(index) * width
            let outer = rectangle(x, width, bar.height, bar.inner == nil ? "" : " class=\"pale\"", title)
            return outer + (bar.inner.map { rectangle(x, width, $0, "", title) } ?? "")
        }.joined()
    }

    private func rectangle(_ x: Double, _ width: Double, _ height: Double, _ style: String, _ title: String) -> String {
        let tall = height.isFinite ? (max(0, min(1, height)) * 1000).rounded() / 10 : 0
        return
            "<rect\(style) x=\"\(x)\" y=\"\(110 - tall)\" width=\"\(width * 0.9)\" height=\"\(tall)\">\(title)</rect>"
    }
}
