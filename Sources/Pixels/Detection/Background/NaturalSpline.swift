/// The cubic through values at 0, 1, 2 ... whose second derivative is 0 at both ends, and straight lines beyond them.
///
/// Straight lines are kept as they are, whatever the number of values, and a single value is a constant.
struct NaturalSpline {
    private var values: [Double]
    private var curvatures: [Double]
    private let factors: [Double]

    init(count: Int) {
        values = Array(repeating: 0, count: max(1, count))
        curvatures = values
        var factors = values
        for i in factors.indices.dropFirst() { factors[i] = 1 / (4 - factors[i - 1]) }
        self.factors = factors
    }

    init(_ values: [Double]) {
        self.init(count: values.count)
        set { values[$0] }
    }

    /// Other values, as many as before.
    mutating func set(_ value: (Int) -> Double) {
        for i in values.indices { values[i] = value(i) }
        let last = values.count - 1
        guard last > 1 else { return }
        for i in 1..<last {
            let bend = 6 * (values[i + 1] - 2 * values[i] + values[i - 1])
            curvatures[i] = (bend - curvatures[i - 1]) * factors[i]
        }
        for i in stride(from: last - 2, through: 1, by: -1) { curvatures[i] -= factors[i] * curvatures[i + 1] }
    }

    /// The number of pieces: one before the first value, one after each.
    var pieceCount: Int { values.count + 1 }

    /// Coefficients of 1, t, t^2, t^3 with t = place - `origin`, for places from n - 1 to n; the outer pieces are endless.
    func piece(_ n: Int) -> (origin: Double, c: SIMD4<Double>) {
        let last = values.count - 1
        guard last > 0 else { return (0, [values[0], 0, 0, 0]) }
        let i = max(0, min(last - 1, n - 1))
        let slope = values[i + 1] - values[i]
        let start = slope - (2 * curvatures[i] + curvatures[i + 1]) / 6
        if n == 0 { return (0, [values[0], start, 0, 0]) }
        if n > last {
            return (Double(last), [values[last], slope + (curvatures[i] + 2 * curvatures[i + 1]) / 6, 0, 0])
        }
        return (Double(i), [values[i], start, curvatures[i] / 2, (curvatures[i + 1] - curvatures[i]) / 6])
    }

    func value(at place: Double) -> Double {
        let n = place >= 0 ? Int(min(place + 1, Double(values.count))) : 0
        let (origin, c) = piece(n)
        let t = place - origin
        return c[0] + t * (c[1] + t * (c[2] + t * c[3]))
    }
}
