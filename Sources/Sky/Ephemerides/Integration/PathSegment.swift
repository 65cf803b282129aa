/// A piece of an integrated path: polynomials of degree nine in the fraction of the step.
struct PathSegment: Sendable {
    static let terms = RadauQuadrature.count + 2

    var start: Double
    /// Days; negative where time was integrated backwards.
    var length: Double
    /// Ten for each component, lowest power first.
    var coefficients: [Double]

    init(start: Double, length: Double, positions: [Double], velocities: [Double], accelerations: [Double]) {
        self.start = start
        self.length = length
        let dimension = positions.count
        coefficients = []
        coefficients.reserveCapacity(dimension * Self.terms)
        for i in 0..<dimension {
            coefficients.append(positions[i])
            coefficients.append(velocities[i] * length)
            for k in 0..<RadauQuadrature.count {
                coefficients.append(accelerations[k * dimension + i] * length * length / Double((k + 1) * (k + 2)))
            }
        }
    }

    /// Place of the body with this index.
    func position(_ body: Int, mjdTdb: Double) -> Vector3 {
        let s = (mjdTdb - start) / length
        let first = body * 3 * Self.terms
        return Vector3(value(first, s), value(first + Self.terms, s), value(first + 2 * Self.terms, s))
    }

    func velocity(_ body: Int, mjdTdb: Double) -> Vector3 {
        let s = (mjdTdb - start) / length
        let first = body * 3 * Self.terms
        return Vector3(slope(first, s), slope(first + Self.terms, s), slope(first + 2 * Self.terms, s)) * (1 / length)
    }

    private func value(_ first: Int, _ s: Double) -> Double {
        coefficients.withUnsafeBufferPointer { c in
            var sum = c[first + 9]
            for k in stride(from: 8, through: 0, by: -1) { sum = sum * s + c[first + k] }
            return sum
        }
    }

    private func slope(_ first: Int, _ s: Double) -> Double {
        coefficients.withUnsafeBufferPointer { c in
            var sum = 9 * c[first + 9]
            for k in stride(from: 8, through: 1, by: -1) { sum = sum * s + Double(k) * c[first + k] }
            return sum
        }
    }
}
