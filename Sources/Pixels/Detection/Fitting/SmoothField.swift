internal import Imaging

/// A number that changes smoothly over an image, fitted to measurements of it at places.
///
/// A Chebyshev polynomial whose coefficients have a normal prior of mean 0 and, order by order, the variance that the
/// measurements themselves show (empirical Bayes), so that a higher order does no harm.
public struct SmoothField: Sendable, Hashable {
    /// The polynomials, scaled to the image's size.
    public let terms: ChebyshevTerms
    /// One for each of `terms`, in their order, in the unit of the measurements.
    public let coefficients: [Double]
    /// Which measurements were kept.
    public let used: [Bool]

    /// A value at a place of the image.
    public struct Measurement: Sendable, Hashable {
        /// Of the place in pixels, (0, 0) the first pixel's centre.
        public var x: Double
        /// The same along y.
        public var y: Double
        /// In the field's unit; the fit wants it finite.
        public var value: Double
        /// Of the value, in its unit squared; the fit wants it finite and not below 0.
        public var variance: Double

        /// Nothing is checked here: the fit throws where a value or variance will not do.
        public init(x: Double, y: Double, value: Double, variance: Double) {
            (self.x, self.y, self.value, self.variance) = (x, y, value, variance)
        }
    }

    /// Fits measurements, leaving out those more than 4 standard deviations off.
    ///
    /// Throws `DetectionError` when there is none, or one is not finite. Complexity: O(measurements x terms^2 + terms^3).
    public init(of measurements: [Measurement], terms: ChebyshevTerms) throws {
        guard !measurements.isEmpty,
            measurements.allSatisfy({ $0.value.isFinite && $0.variance >= 0 && $0.variance.isFinite })
        else { throw DetectionError(.noData, "no measurement of a smooth field, or one that is not finite") }
        var fit = SmoothFieldFit(measurements, terms)
        for _ in 0..<6 { fit.improve() }
        (self.terms, coefficients, used) = (terms, fit.coefficients, fit.used)
    }

    /// The field at a place in pixels, (0, 0) the first pixel's centre. Complexity: O(terms).
    public func value(atX x: Double, y: Double) -> Double {
        zip(coefficients, terms.values(atX: x, y: y)).reduce(0) { $0 + $1.0 * $1.1 }
    }
}

/// The state of the fit.
private struct SmoothFieldFit {
    let measurements: [SmoothField.Measurement]
    let terms: ChebyshevTerms
    let rows: [[Double]]
    /// Variance of a measurement by itself, of all of them.
    let spread: Double
    var priors: [Double]
    var coefficients: [Double]
    var used: [Bool]

    init(_ measurements: [SmoothField.Measurement], _ terms: ChebyshevTerms) {
        (self.measurements, self.terms) = (measurements, terms)
        rows = measurements.map { terms.values(atX: $0.x, y: $0.y) }
        let scatter = Double(MedianDeviation(of: measurements.map { Float($0.value) }).scatter)
        let noise = measurements.map(\.variance).sorted()[measurements.count / 2]
        spread = max(scatter * scatter, noise, .leastNormalMagnitude * 1e30)
        priors = Array(repeating: spread, count: terms.order + 1)
        priors[0] = 1e3 * spread + measurements.reduce(0) { max($0, $1.value * $1.value) }
        coefficients = Array(repeating: 0, count: terms.count)
        used = Array(repeating: true, count: measurements.count)
    }

    mutating func improve() {
        let (matrix, right) = normalEquations()
        for _ in 0..<5 {
            var regular = matrix
            for i in 0..<terms.count { regular[i * terms.count + i] += 1 / priors[terms.orders[i]] }
            guard let cholesky = Cholesky(regular, count: terms.count) else { return }
            coefficients = cholesky.solution(right)
            updatePriors(cholesky.inverseDiagonal)
        }
        clip()
    }

    private func weight(_ n: Int) -> Double { used[n] ? 1 / (measurements[n].variance + 0.02 * spread) : 0 }

    private func normalEquations() -> (matrix: [Double], right: [Double]) {
        let count = terms.count
        var matrix = Array(repeating: 0.0, count: count * count)
        var right = Array(repeating: 0.0, count: count)
        for (n, row) in rows.enumerated() where used[n] {
            let weight = weight(n)
            for i in 0..<count {
                right[i] += weight * row[i] * measurements[n].value
                for j in 0...i { matrix[i * count + j] += weight * row[i] * row[j] }
            }
        }
        return (matrix, right)
    }

    private mutating func updatePriors(_ variances: [Double]) {
        for order in 1..<max(1, terms.order + 1) {
            let members = terms.orders.indices.filter { terms.orders[$0] == order }
            let sum = members.reduce(0) { $0 + coefficients[$1] * coefficients[$1] + variances[$1] }
            priors[order] = max(sum / Double(members.count), 1e-12 * spread)
        }
    }

    private mutating func clip() {
        let residuals = measurements.indices.map { n -> Double in
            let model = zip(coefficients, rows[n]).reduce(0) { $0 + $1.0 * $1.1 }
            return (measurements[n].value - model) / (measurements[n].variance + 0.02 * spread).squareRoot()
        }
        let kept = residuals.indices.filter { used[$0] }.map { Float(residuals[$0]) }
        let limit = 4 * max(1, Double(MedianDeviation(of: kept).scatter))
        used = residuals.map { abs($0) < limit }
        if !used.contains(true) { used = Array(repeating: true, count: used.count) }
    }
}
