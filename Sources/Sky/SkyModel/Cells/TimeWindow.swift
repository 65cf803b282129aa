internal import SkyMath

/// The windows of 100 days in which events are drawn, numbered from MJD 0.
enum TimeWindow {
    static let days = 100.0
    /// Beyond, identifiers would repeat.
    static let numbers = 0..<8192

    /// Windows that overlap a span of time, MJD TAI.
    static func covering(_ span: Range<Double>) -> Range<Int> {
        guard span.lowerBound.isFinite, span.upperBound.isFinite, !span.isEmpty else { return 0..<0 }
        let limit = Double(numbers.upperBound)
        let first = Int(min(max((span.lowerBound / days).rounded(.down), 0), limit))
        let end = Int(min(max((span.upperBound / days).rounded(.up), 0), limit))
        return first..<max(first, end)
    }

    /// An even draw of a time in a window, MJD TAI.
    static func time(in window: Int, _ draws: inout Draws) -> Double { (Double(window) + draws.uniform()) * days }
}

extension SkyObjectID {
    /// The window of time, of 100 days, in which a synthetic event was drawn; nil of all else.
    public var timeWindow: Int? {
        switch kind {
        // The class is in the lowest bits: `TransientDraw`.
        case .transient: block / 8
        case .microlensing: block
        default: nil
        }
    }

    /// The whole windows that overlap a span of time, MJD TAI: what is drawn in each of them does not depend on the span.
    public static func wholeWindows(covering span: Range<Double>) -> Range<Double> {
        let windows = TimeWindow.covering(span)
        return Double(windows.lowerBound) * TimeWindow.days..<Double(windows.upperBound) * TimeWindow.days
    }
}
