internal import Detection

/// The Chebyshev terms of a kernel's change over an image, with their degrees along x and y.
struct SpatialTerms: Sendable, Hashable {
    private let terms: ChebyshevTerms
    /// Degrees along x and y of each term.
    let degrees: [(x: Int, y: Int)]

    init(order: Int, width: Int, height: Int) {
        terms = ChebyshevTerms(order: order, width: width, height: height)
        degrees = (0...terms.order).flatMap { total in (0...total).map { (x: $0, y: total - $0) } }
    }

    var order: Int { terms.order }
    var width: Int { terms.width }
    var height: Int { terms.height }
    var count: Int { degrees.count }

    /// Total degree of term `n`.
    func total(_ n: Int) -> Int { terms.orders[n] }

    func values(x: Double, y: Double) -> [Double] { terms.values(atX: x, y: y) }

    static func == (a: SpatialTerms, b: SpatialTerms) -> Bool { a.terms == b.terms }

    func hash(into hasher: inout Hasher) { hasher.combine(terms) }
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
