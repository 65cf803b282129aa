internal import CKernels

/// Sums of outer products, four rows by four columns at a time, each element's terms in the order of `k`.
enum Products {
    typealias Four = SIMD4<Double>

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

    /// c(i, j) = sum over k < depth of a(k, i) b(k, j), for four i and `columns` j, a multiple of four.
    static func set(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Float>, _ strideB: Int, depth: Int,
        to c: UnsafeMutablePointer<Double>, _ strideC: Int, columns: Int
    ) {
        for j in Swift.stride(from: 0, to: columns, by: 4) {
            var (s0, s1, s2, s3) = (Four(), Four(), Four(), Four())
            for k in 0..<depth {
                let v = load(b + k * strideB + j)
                s0 += a[4 * k] * v
                s1 += a[4 * k + 1] * v
                s2 += a[4 * k + 2] * v
                s3 += a[4 * k + 3] * v
            }
            for (i, sum) in [s0, s1, s2, s3].enumerated() {
                UnsafeMutableRawPointer(c + i * strideC + j).storeBytes(of: sum, as: Four.self)
            }
        }
    }

    /// sum of a(k) b(k) over `count`, a multiple of four.
    @inline(__always)
    static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Float>, _ count: Int) -> Double {
        var sum = Four()
        for k in Swift.stride(from: 0, to: count, by: 4) { sum += load(a + k) * load(b + k) }
        return sum.sum()
    }

    @inline(__always)
    private static func load(_ place: UnsafePointer<Float>) -> Four {
        Four(UnsafeRawPointer(place).loadUnaligned(as: SIMD4<Float>.self))
    }

    @inline(__always)
    static func load(_ place: UnsafePointer<Double>) -> Four {
        UnsafeRawPointer(place).loadUnaligned(as: Four.self)
    }

    /// sum of a(k) b(k), in four partial sums.
    static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
        var (sum, k) = (Four(), 0)
        while k + 4 <= count {
            sum += load(a + k) * load(b + k)
            k += 4
        }
        var result = sum.sum()
        while k < count {
            result += a[k] * b[k]
            k += 1
        }
        return result
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
