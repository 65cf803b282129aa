internal import Imaging

/// The functions' coefficients as far as they are known: of a field of any order.
struct KernelGuess: Sendable {
    let terms: SpatialTerms
    /// One row for each function, one column for each term.
    let coefficients: Matrix

    /// Coefficients at each position, one position behind the other.
    func values(_ positions: [StampPosition]) -> [Double] {
        positions.flatMap { coefficients.times(terms.values(x: Double($0.x), y: Double($0.y))) }
    }

    /// The mean kernel of positions, as weights.
    func mean(_ basis: KernelBasis, _ positions: [StampPosition]) -> [Double] {
        let all = values(positions)
        let coefficients = (0..<basis.count).map { k in
            stride(from: k, to: all.count, by: basis.count).reduce(0) { $0 + all[$1] } / Double(positions.count)
        }
        return basis.weights(coefficients)
    }
}
