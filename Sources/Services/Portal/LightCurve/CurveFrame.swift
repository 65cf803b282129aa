import Foundation

/// Where a value lies on the drawing: the window of times and values, in drawing units.
struct CurveFrame {
    static let width = 1000.0
    static let height = 420.0
    static let left = 78.0
    static let right = 16.0
    static let top = 14.0
    static let bottom = 52.0

    let unit: LightCurveFigure.Unit
    let axis: LightCurveFigure.Axis
    /// MJD TAI.
    let times: ClosedRange<Double>
    let values: ClosedRange<Double>

    init(points: [CurveMark], options: LightCurveFigure.Options) {
        unit = options.unit
        axis = options.axis
        times = Self.padded(points.map(\.mjdTai), least: 0.02)
        values = Self.padded(points.flatMap { Self.extent($0, options.unit) }, least: options.unit == .flux ? 1 : 0.1)
    }

    /// What of a point must be seen: its value and its error bar, of which a very long one does not squeeze the rest.
    private static func extent(_ point: CurveMark, _ unit: LightCurveFigure.Unit) -> [Double] {
        guard let value = point.value(unit) else { return [] }
        guard let (low, high) = point.range(unit) else { return [value] }
        guard unit == .magnitude else { return [low, value, high] }
        return [max(low, value - 1), value, min(high, value + 1)]
    }

    private static func padded(_ values: [Double], least: Double) -> ClosedRange<Double> {
        let low = values.min() ?? 0
        let high = values.max() ?? 1
        let margin = max((high - low) * 0.05, least)
        return (low - margin)...(high + margin)
    }

    /// The unit in which the flux axis has short numbers.
    var fluxUnit: (name: String, nanojanskys: Double) {
        switch max(abs(values.lowerBound), abs(values.upperBound)) {
        case 1e8...: ("mJy", 1e6)
        case 1e5...: ("µJy", 1e3)
        default: ("nJy", 1)
        }
    }

    var plotWidth: Double { Self.width - Self.left - Self.right }
    var plotHeight: Double { Self.height - Self.top - Self.bottom }

    func x(_ mjdTai: Double) -> Double {
        Self.left + (mjdTai - times.lowerBound) / (times.upperBound - times.lowerBound) * plotWidth
    }

    /// Brighter is higher, so magnitudes grow downwards.
    func y(_ value: Double) -> Double {
        let share = (value - values.lowerBound) / (values.upperBound - values.lowerBound)
        return Self.top + (unit == .magnitude ? share : 1 - share) * plotHeight
    }
}

/// Round numbers at which an axis is marked.
enum CurveTicks {
    /// About `count` multiples of 1, 2 or 5 times a power of ten within `range`.
    static func round(_ range: ClosedRange<Double>, count: Int) -> [Double] {
        let step = step(range.upperBound - range.lowerBound, count: count)
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        guard last >= first, last - first < 1000 else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }

    static func step(_ span: Double, count: Int) -> Double {
        let rough = max(span, 1e-9) / Double(max(count, 1))
        let power = pow(10, floor(log10(rough)))
        let factor = rough / power
        return power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10)
    }

    /// Decimals that tell multiples of `step` apart.
    static func digits(_ step: Double) -> Int {
        let power = floor(log10(step) + 1e-9)
        return power.isFinite && power < 0 ? min(Int(-power), 17) : 0
    }
}
