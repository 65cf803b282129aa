/// The products of Chebyshev polynomials in x and y up to a total order, over an image scaled to -1 ... 1.
public struct ChebyshevTerms: Sendable, Hashable {
    /// Size of the image in pixels.
    public let width: Int
    /// Rows of the image.
    public let height: Int
    /// Highest total order of a term, 0 or more.
    public let order: Int
    /// The order of each term: 0, 1, 1, 2, 2, 2 ...
    public let orders: [Int]

    /// An order below 0 counts as 0.
    public init(order: Int, width: Int, height: Int) {
        (self.order, self.width, self.height) = (max(0, order), width, height)
        orders = (0...max(0, order)).flatMap { Array(repeating: $0, count: $0 + 1) }
    }

    /// Number of terms: (order + 1)(order + 2) / 2.
    public var count: Int { orders.count }

    /// T_i(x) T_(o - i)(y) at a place in pixels, for each order o the terms i = 0 ... o.
    public func values(atX x: Double, y: Double) -> [Double] {
        let across = polynomials(2 * x / Double(max(1, width - 1)) - 1)
        let down = polynomials(2 * y / Double(max(1, height - 1)) - 1)
        return (0...order).flatMap { o in (0...o).map { across[$0] * down[o - $0] } }
    }

    private func polynomials(_ u: Double) -> [Double] {
        var result = [1, u]
        for n in 1..<max(2, order) { result.append(2 * u * result[n] - result[n - 1]) }
        return result
    }
}
