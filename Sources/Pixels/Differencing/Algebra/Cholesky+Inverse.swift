internal import Imaging

extension Cholesky {
    private typealias Eight = SIMD8<Float>

    /// The diagonal of the inverse, which holds the variances of the unknowns, in single precision.
    ///
    /// It is the sum of the squares of the rows of U⁻¹, which are made eight at a time. Complexity: O(n^3 / 6).
    func inverseDiagonal(threads: Int = 1) -> [Double] {
        let size = padded(count, to: 8)
        let factor = floats(size: size)
        var result = [Double](repeating: 0, count: size)
        factor.withUnsafeBufferPointer { u in
            result.withUnsafeMutableBufferPointer { result in
                guard let u = u.baseAddress, let result = result.baseAddress else { return }
                let lent = Lent((u, result))
                concurrently(size / 8, threads: threads) { n in
                    Self.squares(lent.pointer.0, size, from: 8 * n, to: lent.pointer.1 + 8 * n)
                }
            }
        }
        return Array(result[..<count])
    }

    /// Sums of squares of eight rows of U⁻¹, from row `first` on; columns are worked on by four.
    private static func squares(
        _ u: UnsafePointer<Float>, _ size: Int, from first: Int, to result: UnsafeMutablePointer<Double>
    ) {
        var sums = SIMD8<Double>()
        withUnsafeTemporaryAllocation(of: Eight.self, capacity: size) { row in
            for k in first..<size { row[k] = Eight() }
            for k in 0..<8 { row[first + k][k] = -1 }
            for k in stride(from: first, to: size, by: 4) {
                let values = four(u, size, k, row)
                for value in [values.0, values.1, values.2, values.3] { sums += SIMD8<Double>(value * value) }
                let (a, b, c, d) = (u + k * size, u + (k + 1) * size, u + (k + 2) * size, u + (k + 3) * size)
                for j in k + 4..<max(k + 4, size) {
                    row[j] += a[j] * values.0 + b[j] * values.1 + c[j] * values.2 + d[j] * values.3
                }
            }
        }
        for i in 0..<8 { result[i] = sums[i] }
    }

    /// The elements of four columns from `k` on, from what `row` has summed of the columns before.
    @inline(__always)
    private static func four(
        _ u: UnsafePointer<Float>, _ size: Int, _ k: Int, _ row: UnsafeMutableBufferPointer<Eight>
    ) -> (Eight, Eight, Eight, Eight) {
        let (a, b, c, d) = (u + k * size + k, u + (k + 1) * size + k, u + (k + 2) * size + k, u + (k + 3) * size + k)
        let v0 = -row[k] / a[0]
        let v1 = -(row[k + 1] + a[1] * v0) / b[1]
        let v2 = -(row[k + 2] + a[2] * v0 + b[2] * v1) / c[2]
        let v3 = -(row[k + 3] + a[3] * v0 + b[3] * v1 + c[3] * v2) / d[3]
        return (v0, v1, v2, v3)
    }
}
