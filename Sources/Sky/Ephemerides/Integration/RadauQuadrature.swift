/// The eight Gauss-Radau points of a step and the weights that integrate a polynomial through them once and twice.
///
/// An acceleration known at the points is a polynomial of degree seven; its integrals are velocity and place, of order
/// fifteen at the step's end. Source: Everhart 1985, doi:10.1007/978-94-009-5400-7_17.
struct RadauQuadrature: Sendable {
    static let count = 8
    static let points = [
        0.0, 0.0562625605369221464656522, 0.1802406917368923649875799, 0.3526247171131696373739078,
        0.5471536263305553830014486, 0.7342101772154105315232106, 0.8853209468390957680903598,
        0.9775206135612875018911745,
    ]
    static let shared = RadauQuadrature()

    /// Coefficient of s^k in the polynomial that is one at point j and zero at the others: [k * 8 + j].
    let monomials: [Double]
    /// Integral from 0 to point i of that polynomial: [i * 8 + j]; point 8 is the step's end.
    let once: [Double]
    /// The integral of the integral, likewise.
    let twice: [Double]

    private init() {
        let n = Self.count
        var monomials = [Double](repeating: 0, count: n * n)
        for j in 0..<n {
            for (k, value) in Self.lagrange(j).enumerated() { monomials[k * n + j] = value }
        }
        var once = [Double](repeating: 0, count: (n + 1) * n)
        var twice = once
        for (i, s) in (Self.points + [1]).enumerated() {
            for j in 0..<n {
                var power = s
                for k in 0..<n {
                    once[i * n + j] += monomials[k * n + j] * power / Double(k + 1)
                    power *= s
                    twice[i * n + j] += monomials[k * n + j] * power / Double((k + 1) * (k + 2))
                }
            }
        }
        (self.monomials, self.once, self.twice) = (monomials, once, twice)
    }

    private static func lagrange(_ j: Int) -> [Double] {
        var polynomial = [1.0]
        for (i, point) in points.enumerated() where i != j {
            var next = [Double](repeating: 0, count: polynomial.count + 1)
            for (k, value) in polynomial.enumerated() {
                next[k] -= value * point / (points[j] - point)
                next[k + 1] += value / (points[j] - point)
            }
            polynomial = next
        }
        return polynomial
    }
}
