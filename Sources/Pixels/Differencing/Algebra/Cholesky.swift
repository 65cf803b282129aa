internal import CKernels

/// The upper triangle U of a positive definite matrix UᵀU, for systems of up to a few thousand unknowns.
///
/// Rows are worked on in blocks, so that most of the time goes into products of blocks that stay in a core's cache.
/// Complexity: O(n^3 / 6) multiplications.
struct Cholesky: Sendable {
    let count: Int
    /// `count` rounded up to a multiple of four; the unknowns beyond are by themselves.
    private let stride: Int
    private var upper: [Double]

    /// Reads the upper triangle of `matrix`, with `ridge` added on the diagonal. Nil where it is not positive definite.
    init?(_ matrix: Matrix, ridge: [Double] = []) {
        count = matrix.rows
        stride = padded(count, to: 4)
        upper = Array(repeating: 0, count: stride * stride)
        for i in 0..<count {
            for j in i..<count { upper[i * stride + j] = matrix[i, j] }
            if !ridge.isEmpty { upper[i * stride + i] += ridge[i] }
        }
        for i in count..<stride { upper[i * stride + i] = 1 }
        let size = stride
        let isPositive = upper.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { Self.factor($0, size) } ?? true
        }
        guard isPositive else { return nil }
    }

    private static func factor(_ u: UnsafeMutablePointer<Double>, _ n: Int) -> Bool {
        for first in Swift.stride(from: 0, to: n, by: 32) {
            let end = min(first + 32, n)
            for k in first..<end {
                let row = u + k * n
                for p in first..<k { tocsin_add_scaled(u + p * n + k, -u[p * n + k], row + k, n - k) }
                guard row[k] > 0, row[k].isFinite else { return false }
                let scale = 1 / row[k].squareRoot()
                for j in k..<n { row[j] *= scale }
            }
            Products.add(
                u + first * n, n, u + first * n, n, depth: end - first, to: u, n, rows: end..<n, columns: end..<n,
                sign: -1, isUpper: true)
        }
        return true
    }

    /// Uᵀ⁻¹ b.
    func halfSolve(_ b: [Double]) -> [Double] {
        var y = b + Array(repeating: 0, count: stride - count)
        upper.withUnsafeBufferPointer { u in
            y.withUnsafeMutableBufferPointer { y in
                guard let u = u.baseAddress, let y = y.baseAddress else { return }
                for k in 0..<count {
                    y[k] /= u[k * stride + k]
                    Products.add(u + k * stride + k + 1, times: -y[k], to: y + k + 1, count - k - 1)
                }
            }
        }
        return Array(y[..<count])
    }

    /// Uᵀ⁻¹ b of up to eight right sides at once, which takes little longer than one.
    func halfSolve(_ sides: [[Double]]) -> [[Double]] {
        var values = [Double](repeating: 0, count: 8 * count)
        for (i, side) in sides.prefix(8).enumerated() { for k in 0..<count { values[8 * k + i] = side[k] } }
        upper.withUnsafeBufferPointer { u in
            values.withUnsafeMutableBufferPointer { values in
                guard let u = u.baseAddress, let values = values.baseAddress else { return }
                tocsin_half_solve(u, stride, count, values)
            }
        }
        return sides.prefix(8).indices.map { i in (0..<count).map { values[8 * $0 + i] } }
    }

    /// U⁻¹ y.
    func otherHalf(_ y: [Double]) -> [Double] {
        var x = y
        upper.withUnsafeBufferPointer { u in
            x.withUnsafeMutableBufferPointer { x in
                guard let u = u.baseAddress, let x = x.baseAddress else { return }
                for k in (0..<count).reversed() {
                    let sum = Products.dot(u + k * stride + k + 1, x + k + 1, count - k - 1)
                    x[k] = (x[k] - sum) / u[k * stride + k]
                }
            }
        }
        return x
    }

    /// The unknowns of the system with this right side. Complexity: O(n^2).
    func solve(_ b: [Double]) -> [Double] { otherHalf(halfSolve(b)) }

    /// U in single precision, row after row, with `size` rows and columns: 1 on the diagonal beyond the unknowns.
    func floats(size: Int) -> [Float] {
        var result = [Float](repeating: 0, count: size * size)
        for i in 0..<size {
            for j in i..<max(i, count) { result[i * size + j] = Float(upper[i * stride + j]) }
            if i >= count { result[i * size + i] = 1 }
        }
        return result
    }
}
