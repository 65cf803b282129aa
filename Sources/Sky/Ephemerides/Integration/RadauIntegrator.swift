/// Integrates equations of motion by collocation at Gauss-Radau points, iterated until it no longer changes.
///
/// The method is implicit, of order fifteen and needs no starting procedure. The size of the last coefficient of the
/// acceleration's polynomial sets the step, as in Rein and Spiegel 2015, doi:10.1093/mnras/stu2164.
struct RadauIntegrator<Field: Dynamics> {
    var field: Field
    private(set) var mjdTdb: Double
    private(set) var positions: [Double]
    private(set) var velocities: [Double]
    private var nodes: [Double]
    private var last: (coefficients: [Double], length: Double)?
    private let quadrature = RadauQuadrature.shared

    init(field: Field, mjdTdb: Double, positions: [Double], velocities: [Double]) {
        self.field = field
        self.mjdTdb = mjdTdb
        self.positions = positions
        self.velocities = velocities
        nodes = [Double](repeating: 0, count: RadauQuadrature.count * field.dimension)
    }

    /// One step of `length` days, which may be negative; returns the path and the error measure: the highest
    /// coefficient over the acceleration. The state is moved on only when `accept` says so of that measure.
    mutating func step(_ length: Double, accept: (Double) -> Bool) throws(EphemerisError) -> (
        path: PathSegment, error: Double
    ) {
        try field.prepare(mjdTdb: RadauQuadrature.points.map { mjdTdb + $0 * length })
        predict(length)
        iterate(length)
        let coefficients = polynomial()
        let error = highest(coefficients)
        guard error.isFinite else { throw EphemerisError(.noConvergence, "the orbit runs into a body") }
        let path = PathSegment(
            start: mjdTdb, length: length, positions: positions, velocities: velocities, accelerations: coefficients)
        if accept(error) {
            advance(length)
            last = (coefficients, length)
        }
        return (path, error)
    }

    private mutating func predict(_ length: Double) {
        let dimension = field.dimension
        var now = [Double](repeating: 0, count: dimension)
        field.accelerate(point: 0, positions: positions, velocities: velocities, into: &now)
        for j in 0..<RadauQuadrature.count {
            let s = 1 + RadauQuadrature.points[j] * length / (last?.length ?? length)
            for i in 0..<dimension {
                var value = now[i]
                if let last, j > 0, s < 3 {
                    value = 0
                    for k in stride(from: RadauQuadrature.count - 1, through: 0, by: -1) {
                        value = value * s + last.coefficients[k * dimension + i]
                    }
                }
                nodes[j * dimension + i] = value
            }
        }
    }

    private mutating func iterate(_ length: Double) {
        let dimension = field.dimension
        var (x, v, a) = (positions, velocities, positions)
        var previous = Double.infinity
        for _ in 0..<12 {
            var change = 0.0
            var size = 0.0
            for point in 1..<RadauQuadrature.count {
                place(at: point, length, &x, &v)
                field.accelerate(point: point, positions: x, velocities: v, into: &a)
                for i in 0..<dimension {
                    change = max(change, abs(a[i] - nodes[point * dimension + i]))
                    size = max(size, abs(a[i]))
                    nodes[point * dimension + i] = a[i]
                }
            }
            if !(change > size * 1e-15) || change >= previous { return }
            previous = change
        }
    }

    private func place(at point: Int, _ length: Double, _ x: inout [Double], _ v: inout [Double]) {
        let (count, dimension) = (RadauQuadrature.count, field.dimension)
        let s = point == count ? 1 : RadauQuadrature.points[point]
        for i in 0..<dimension {
            var (first, second) = (0.0, 0.0)
            for j in 0..<count {
                let value = nodes[j * dimension + i]
                first += quadrature.once[point * count + j] * value
                second += quadrature.twice[point * count + j] * value
            }
            v[i] = velocities[i] + length * first
            x[i] = positions[i] + length * (s * velocities[i] + length * second)
        }
    }

    private mutating func advance(_ length: Double) {
        var (x, v) = (positions, velocities)
        place(at: RadauQuadrature.count, length, &x, &v)
        (positions, velocities) = (x, v)
        mjdTdb += length
    }

    private func polynomial() -> [Double] {
        let (count, dimension) = (RadauQuadrature.count, field.dimension)
        var coefficients = [Double](repeating: 0, count: count * dimension)
        for k in 0..<count {
            for j in 0..<count {
                let weight = quadrature.monomials[k * count + j]
                for i in 0..<dimension { coefficients[k * dimension + i] += weight * nodes[j * dimension + i] }
            }
        }
        return coefficients
    }

    private func highest(_ coefficients: [Double]) -> Double {
        let dimension = field.dimension
        let top = coefficients.suffix(dimension).reduce(0) { max($0, abs($1)) }
        let size = nodes.suffix(dimension).reduce(0) { max($0, abs($1)) }
        return nodes.allSatisfy(\.isFinite) && size > 0 ? top / size : .nan
    }
}
