/// Products of Chebyshev polynomials of x and y up to a total degree, over the pixels of an image.
///
/// Terms are ordered by total degree, then by the degree along x; coordinates -1 ... 1 span the first to the last
/// pixel.
struct SpatialTerms: Sendable, Hashable {
    let order: Int
    let width: Int
    let height: Int
    /// Degrees along x and y of each term.
    let degrees: [(x: Int, y: Int)]

    init(order: Int, width: Int, height: Int) {
        (self.order, self.width, self.height) = (order, width, height)
        degrees = (0...order).flatMap { total in (0...total).map { (x: $0, y: total - $0) } }
    }

    var count: Int { degrees.count }

    /// Total degree of term `n`.
    func total(_ n: Int) -> Int { degrees[n].x + degrees[n].y }

    func values(x: Double, y: Double) -> [Double] {
        let along = chebyshev(2 * x / Double(max(1, width - 1)) - 1)
        let up = chebyshev(2 * y / Double(max(1, height - 1)) - 1)
        return degrees.map { along[$0.x] * up[$0.y] }
    }

    private func chebyshev(_ u: Double) -> [Double] {
        var result = [1, u]
        for n in 2..<max(2, order + 1) { result.append(2 * u * result[n - 1] - result[n - 2]) }
        return result
    }

    static func == (a: SpatialTerms, b: SpatialTerms) -> Bool {
        (a.order, a.width, a.height) == (b.order, b.width, b.height)
    }

    func hash(into hasher: inout Hasher) { hasher.combine([order, width, height]) }
}

extension SpatialTerms {
    /// The terms whose sum is the product of two terms of these, each with the factor 1/4, by their number in the
    /// terms of twice the order: T_a T_b = (T_(a + b) + T_|a - b|) / 2 along x and y.
    func product(_ a: Int, _ b: Int) -> [Int] {
        let (p, q) = (degrees[a], degrees[b])
        return [p.x + q.x, abs(p.x - q.x)].flatMap { x in
            [p.y + q.y, abs(p.y - q.y)].map { y in Self.number(x, y) }
        }
    }

    private static func number(_ x: Int, _ y: Int) -> Int { (x + y) * (x + y + 1) / 2 + x }
}
