/// Solutions of A v = lambda B v, A symmetric and B positive definite.
struct GeneralizedEigen: Sendable {
    /// From the least on.
    let values: [Double]
    /// Column j belongs to `values[j]`, with vᵀ B v = 1.
    let vectors: Matrix

    /// Nil where B is not positive definite.
    init?(_ a: Matrix, _ b: Matrix) {
        guard let factor = Cholesky(b) else { return nil }
        let n = a.rows
        let half = Matrix(columns: (0..<n).map { factor.halfSolve(a.column($0)) })
        let turned = half.transposed
        let both = Matrix(columns: (0..<n).map { factor.halfSolve(turned.column($0)) })
        let eigen = SymmetricEigen(Matrix(n, n) { (both[$0, $1] + both[$1, $0]) / 2 })
        values = eigen.values
        vectors = Matrix(columns: (0..<n).map { factor.otherHalf(eigen.vectors.column($0)) })
    }
}

extension Matrix {
    init(columns: [[Double]]) {
        self.init(columns.first?.count ?? 0, columns.count) { columns[$1][$0] }
    }
}
