/// Fitzpatrick's A / A_V by wave number in 1/micrometre, for one R_V.
///
/// A natural cubic spline through the seven optical and infrared anchors of table 3 and two ultraviolet points of the
/// formula of Fitzpatrick and Massa (1990), with its coefficients as functions of R_V.
struct Fitzpatrick: Sendable {
    private let rv: Double
    private let heights: [Double]
    private let curvatures: [Double]

    private static let knots = [0, 0.377, 0.820, 1.667, 1.828, 2.141, 2.433, 3.704, 3.846]
    private static let standard = Fitzpatrick(rv: 3.1)

    init(rv: Double) {
        self.rv = rv
        let squared = rv * rv
        heights =
            [
                0, 0.265 * rv / 3.1, 0.829 * rv / 3.1, -0.426 + 1.0044 * rv, -0.050 + 1.0016 * rv, 0.701 + 1.0016 * rv,
                1.208 + 1.0032 * rv - 0.00033 * squared,
            ] + Self.knots.suffix(2).map { Self.ultraviolet($0, rv: rv) + rv }
        curvatures = Self.naturalCurvatures(Self.knots, heights)
    }

    static func ratio(_ x: Double, rv: Double) -> Double {
        rv == 3.1 ? standard.ratio(x) : Fitzpatrick(rv: rv).ratio(x)
    }

    /// O(1).
    func ratio(_ x: Double) -> Double {
        if x >= 1000 / 270.0 { return Self.ultraviolet(x, rv: rv) / rv + 1 }
        let knots = Self.knots
        let upper = max(1, knots.firstIndex { $0 > x } ?? knots.count - 1)
        let width = knots[upper] - knots[upper - 1]
        let (a, b) = ((knots[upper] - x) / width, (x - knots[upper - 1]) / width)
        let bend = (a * a * a - a) * curvatures[upper - 1] + (b * b * b - b) * curvatures[upper]
        return (a * heights[upper - 1] + b * heights[upper] + bend * width * width / 6) / rv
    }

    /// E(x - V) / E(B - V).
    private static func ultraviolet(_ x: Double, rv: Double) -> Double {
        let slope = -0.824 + 4.717 / rv
        let offset = 2.030 - 3.007 * slope
        let (centre, width) = (4.596, 0.99)
        let difference = x * x - centre * centre
        let bump = x * x / (difference * difference + x * x * width * width)
        let far = max(0, x - 5.9)
        return offset + slope * x + 3.23 * bump + 0.41 * (0.5392 * far * far + 0.05644 * far * far * far)
    }

    /// Second derivatives at the knots of the spline whose ends are straight: Thomas's elimination.
    private static func naturalCurvatures(_ x: [Double], _ y: [Double]) -> [Double] {
        var (upper, right) = ([Double](repeating: 0, count: x.count), [Double](repeating: 0, count: x.count))
        for i in 1..<(x.count - 1) {
            let (before, after) = (x[i] - x[i - 1], x[i + 1] - x[i])
            let pivot = 2 * (before + after) - before * upper[i - 1]
            upper[i] = after / pivot
            let jump = 6 * ((y[i + 1] - y[i]) / after - (y[i] - y[i - 1]) / before)
            right[i] = (jump - before * right[i - 1]) / pivot
        }
        var curvatures = right
        for i in stride(from: x.count - 2, to: 0, by: -1) { curvatures[i] = right[i] - upper[i] * curvatures[i + 1] }
        return curvatures
    }
}
