/// The factor L of a symmetric positive matrix A = L L^T.
struct Cholesky: Sendable {
    private let factor: [Double]
    let count: Int

    /// `matrix` row after row, of which the lower half is read; nil where it is not positive. Complexity: O(count^3).
    init?(_ matrix: [Double], count: Int) {
        var l = matrix
        for i in 0..<count {
            for j in 0...i {
                var sum = l[i * count + j]
                for k in 0..<j { sum -= l[i * count + k] * l[j * count + k] }
                guard i == j else {
                    l[i * count + j] = sum / l[j * count + j]
                    continue
                }
                guard sum > 0, sum.isFinite else { return nil }
                l[i * count + i] = sum.squareRoot()
            }
        }
        (factor, self.count) = (l, count)
    }

    /// The x of A x = `values`. Complexity: O(count^2).
    func solution(_ values: [Double]) -> [Double] {
        var x = values
        for i in 0..<count {
            for k in 0..<i { x[i] -= factor[i * count + k] * x[k] }
            x[i] /= factor[i * count + i]
        }
        for i in (0..<count).reversed() {
            for k in i + 1..<max(i + 1, count) { x[i] -= factor[k * count + i] * x[k] }
            x[i] /= factor[i * count + i]
        }
        return x
    }

    /// The diagonal of the inverse of A. Complexity: O(count^3).
    var inverseDiagonal: [Double] {
        (0..<count).map { n in
            var unit = Array(repeating: 0.0, count: count)
            unit[n] = 1
            return solution(unit)[n]
        }
    }
}
