/// Curves and points with error bars over two linear axes, as SVG.
public struct Plot: Sendable {
    /// A place in the plot, with an error bar where it is known.
    public struct Point: Sendable {
        /// In the plot's own units, to the right.
        public var x: Double
        /// In the plot's own units, upwards.
        public var y: Double
        /// From the lower to the upper end of the error bar; nil for none.
        public var range: ClosedRange<Double>?

        /// `range` is the error bar, in the units of `y`; nil for none.
        public init(x: Double, y: Double, range: ClosedRange<Double>? = nil) {
            (self.x, self.y, self.range) = (x, y, range)
        }
    }

    /// Points of one colour, under one name.
    public struct Series: Sendable {
        /// For the legend, and where the pointer rests on a point.
        public var name: String
        /// Those that are not finite are left out.
        public var points: [Point]
        /// Whether a line joins the points, in their order.
        public var isLine: Bool

        /// By default points that no line joins.
        public init(_ name: String, _ points: [Point], isLine: Bool = false) {
            (self.name, self.points, self.isLine) = (name, points, isLine)
        }
    }

    /// Drawn in four colours, which begin again after the fourth.
    public var series: [Series]
    /// Below the horizontal axis; escaped when drawn.
    public var xLabel: String
    /// Beside the vertical axis; escaped when drawn.
    public var yLabel: String
    /// Nil for as much as the points need.
    public var yRange: ClosedRange<Double>?

    /// `yRange` is the span of the vertical axis; nil for as much as the points need.
    public init(_ series: [Series], xLabel: String, yLabel: String, yRange: ClosedRange<Double>? = nil) {
        (self.series, self.xLabel, self.yLabel, self.yRange) = (series, xLabel, yLabel, yRange)
    }

    /// Complexity: O(points).
    public var svg: String {
        let points = series.flatMap(\.points).filter { $0.x.isFinite && $0.y.isFinite }
        guard !points.isEmpty else { return "<p>Nothing to plot.</p>" }
        let ends = points.flatMap { [$0.y, $0.range?.lowerBound ?? $0.y, $0.range?.upperBound ?? $0.y] }
        let x = PlotAxis(points.map(\.x), from: 80, to: 700)
        let y = PlotAxis(yRange.map { [$0.lowerBound, $0.upperBound] } ?? ends, from: 270, to: 15)
        let drawn = series.enumerated().map { draw($1, Self.colours[$0 % Self.colours.count], x, y) }.joined()
        return "<svg viewBox=\"0 0 720 320\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">"
            + "<line x1=\"80\" y1=\"270\" x2=\"700\" y2=\"270\"/><line x1=\"80\" y1=\"15\" x2=\"80\" y2=\"270\"/>"
            + ticks(x, y) + drawn + legend
            + "<text x=\"390\" y=\"312\" text-anchor=\"middle\">\(HTML.escaped(xLabel))</text>"
            + "<text x=\"16\" y=\"142\" text-anchor=\"middle\" transform=\"rotate(-90 16 142)\">"
            + "\(HTML.escaped(yLabel))</text></svg>"
    }

    private static let colours = ["#2f6fb0", "#c9541e", "#4a8f3c", "#8a4fa8"]

    private func draw(_ series: Series, _ colour: String, _ x: PlotAxis, _ y: PlotAxis) -> String {
        let points = series.points.filter { $0.x.isFinite && $0.y.isFinite }
        let path = points.map { "\(x.place($0.x)),\(y.place($0.y))" }.joined(separator: " ")
        let line = "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.5\"/>"
        let marks = points.map { point in
            let title =
                "<title>\(HTML.escaped(series.name)): \(PlotAxis.words(point.x)), \(PlotAxis.words(point.y))</title>"
            let dot =
                "<circle cx=\"\(x.place(point.x))\" cy=\"\(y.place(point.y))\" r=\"3\" fill=\"\(colour)\">\(title)</circle>"
            return
                (point.range.map { bar(x.place(point.x), y.place($0.lowerBound), y.place($0.upperBound), colour) } ?? "")
                + (series.isLine && point.range == nil ? "" : dot)
        }
        return (series.isLine ? line : "") + marks.joined()
    }

    private func bar(_ x: Double, _ low: Double, _ high: Double, _ colour: String) -> String {
        "<path d=\"M\(x),\(low)V\(high)\" stroke=\"\(colour)\"/>"
    }

    private func ticks(_ x: PlotAxis, _ y: PlotAxis) -> String {
        x.ticks.map {
            "<line x1=\"\(x.place($0))\" y1=\"270\" x2=\"\(x.place($0))\" y2=\"275\"/>"
                + "<text x=\"\(x.place($0))\" y=\"288\" text-anchor=\"middle\">\(PlotAxis.words($0))</text>"
        }.joined()
            + y.ticks.map {
                "<line x1=\"75\" y1=\"\(y.place($0))\" x2=\"80\" y2=\"\(y.place($0))\"/>"
                    + "<text x=\"71\" y=\"\(y.place($0) + 4)\" text-anchor=\"end\">\(PlotAxis.words($0))</text>"
            }.joined()
    }

    private var legend: String {
        guard series.count > 1 else { return "" }
        return series.enumerated().map { n, series in
            let y = 26 + 15 * n
            return "<path d=\"M560,\(y)h14\" stroke=\"\(Self.colours[n % Self.colours.count])\" stroke-width=\"4\"/>"
                + "<text x=\"580\" y=\"\(y + 4)\">\(HTML.escaped(series.name))</text>"
        }.joined()
    }
}

/// A linear axis with round ticks.
struct PlotAxis {
    let low: Double
    let high: Double
    let ticks: [Double]
    private let from: Double
    private let to: Double

    /// Of values of which at least one is finite.
    init(_ values: [Double], from: Double, to: Double) {
        let finite = values.filter(\.isFinite)
        var (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
        if !(high > low) { (low, high) = (low - 0.5 * max(1, abs(low)), high + 0.5 * max(1, abs(high))) }
        let step = Self.step(high - low)
        (self.low, self.high, self.from, self.to) = (low, high, from, to)
        let first = (low / step).rounded(.up)
        ticks = (0...12).map { (first + Double($0)) * step }.filter { $0 <= high + 1e-9 * step }
    }

    func place(_ value: Double) -> Double {
        let part = max(0, min(1, (value - low) / (high - low)))
        return ((from + part * (to - from)) * 10).rounded() / 10
    }

    /// 1, 2 or 5 times a power of ten, so that there are 4 to 10 of them.
    private static func step(_ span: Double) -> Double {
        var unit = 1.0
        while unit * 10 <= span, unit < 1e300 { unit *= 10 }
        while unit > span, unit > 1e-300 { unit /= 10 }
        return [0.1, 0.2, 0.5, 1, 2, 5].map { $0 * unit }.first { span / $0 <= 8 } ?? unit
    }

    /// To four significant digits.
    static func words(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
        var unit = 1.0
        while abs(value) / unit >= 1000 { unit *= 10 }
        while abs(value) / unit < 1000, unit > 1e-12 { unit /= 10 }
        let rounded = (value / unit).rounded() * unit
        if let whole = Int(exactly: rounded.rounded()), abs(rounded - rounded.rounded()) < 1e-9 * abs(rounded) {
            return "\(whole)"
        }
        let text = "\((rounded * 1e9).rounded() / 1e9)"
        return text.count > 10 ? "\(Float(rounded))" : text
    }
}
