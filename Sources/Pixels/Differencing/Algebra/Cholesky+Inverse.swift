internal import CKernels
internal import Imaging

extension Cholesky {
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
                    withUnsafeTemporaryAllocation(of: Float.self, capacity: 8 * size) { row in
                        guard let row = row.baseAddress else { return }
                        tocsin_inverse_squares(lent.pointer.0, size, 8 * n, row, lent.pointer.1 + 8 * n)
                    }
                }
            }
        }
        return Array(result[..<count])
    }
}
