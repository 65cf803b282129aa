/// Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
///
/// Source: Golub and Van Loan, Matrix Computations, section 8.5. Complexity: O(n^3) a sweep, fewer than ten sweeps.
struct SymmetricEigen: Sendable {
    /// From the least on.
    let values: [Double]
    /// Column j belongs to `values[j]`; columns are orthonormal.
    let vectors: Matrix

    init(_ matrix: Matrix) {
        let n = matrix.rows
        var a = matrix
        var v = Matrix(n, n) { $0 == $1 ? 1 : 0 }
        for _ in 0..<40 {
            var (off, total) = (0.0, 0.0)
            for i in 0..<n {
                for j in 0..<n {
                    total += a[i, j] * a[i, j]
                    off += i == j ? 0 : a[i, j] * a[i, j]
                }
            }
            if off <= 1e-30 * total { break }
            for p in 0..<n {
                for q in p + 1..<max(p + 1, n) { Self.rotate(&a, &v, p, q) }
            }
        }
        let order = (0..<n).sorted { a[$0, $0] < a[$1, $1] }
        values = order.map { a[$0, $0] }
        vectors = Matrix(n, n) { [v] in v[$0, order[$1]] }
    }

    /// Makes a(p, q) 0.
    private static func rotate(_ a: inout Matrix, _ v: inout Matrix, _ p: Int, _ q: Int) {
        guard a[p, q] != 0 else { return }
        let theta = (a[q, q] - a[p, p]) / (2 * a[p, q])
        let t = (theta >= 0 ? 1 : -1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<a.rows {
            let (x, y) = (a[k, p], a[k, q])
            (a[k, p], a[k, q]) = (c * x - s * y, s * x + c * y)
        }
        for k in 0..<a.rows {
            let (x, y) = (a[p, k], a[q, k])
            (a[p, k], a[q, k]) = (c * x - s * y, s * x + c * y)
        }
        for k in 0..<a.rows {
            let (x, y) = (v[k, p], v[k, q])
            (v[k, p], v[k, q]) = (c * x - s * y, s * x + c * y)
        }
    }
}
