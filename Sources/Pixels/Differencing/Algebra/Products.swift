internal import CKernels

/// Sums of products; those of outer ones four rows by eight columns at a time, each element's terms in the order of `k`.
enum Products {
    /// c(i, j) += sign x sum over k < depth of a(k, i) b(k, j), for i in `rows` and j in `columns`.
    ///
    /// Ranges begin and end at multiples of four; `stride`s count doubles. Where `isUpper` is set, both ranges begin
    /// with the same number, and the blocks below the diagonal of c are left out.
    static func add(
        _ a: UnsafePointer<Double>, _ strideA: Int, _ b: UnsafePointer<Double>, _ strideB: Int, depth: Int,
        to c: UnsafeMutablePointer<Double>, _ strideC: Int, rows: Range<Int>, columns: Range<Int>, sign: Double = 1,
        isUpper: Bool = false
    ) {
        tocsin_add_products(
            a + rows.lowerBound, strideA, b + columns.lowerBound, strideB, depth,
            c + rows.lowerBound * strideC + columns.lowerBound, strideC, rows.count, columns.count, sign,
            isUpper ? 1 : 0)
    }

    /// sum of a(k) b(k), in eight partial sums.
    static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
        tocsin_dot(a, b, count)
    }

    /// result(k) += factor a(k).
    @inline(__always)
    static func add(
        _ a: UnsafePointer<Double>, times factor: Double, to result: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        for k in 0..<count { result[k] += factor * a[k] }
    }
}

/// `value` rounded up to a multiple of `unit`.
func padded(_ value: Int, to unit: Int) -> Int { (value + unit - 1) / unit * unit }
