internal import CKernels

/// Room in which one thread makes kernels at one position after the other, eight weights at a time.
struct KernelRoom {
    private typealias Eight = SIMD8<Float>

    private let field: KernelField
    /// Of functions that share a column their numbers, and the columns, one behind the other.
    private let families: [Range<Int>]
    private let columns: [Float]
    /// Rows of all functions, each filled up with 0 to whole vectors.
    private let rows: [Eight]
    private let vectors: Int
    /// Rows of the families at a position.
    private var sums: [Eight]

    init(_ field: KernelField) {
        self.field = field
        let functions = field.basis.functions
        let starts = functions.indices.filter { $0 == 0 || functions[$0 - 1].family != functions[$0].family }
        families = zip(starts, starts.dropFirst() + [functions.count]).map { $0..<$1 }
        columns = starts.flatMap { functions[$0].column.map { Float($0) } }
        let count = (field.basis.side + 15) / 16 * 2
        rows = functions.flatMap { function in
            (0..<count).map { n in
                var vector = Eight()
                for i in 0..<8 where 8 * n + i < function.row.count { vector[i] = Float(function.row[8 * n + i]) }
                return vector
            }
        }
        vectors = count
        sums = Array(repeating: Eight(), count: families.count * count)
    }

    /// Puts the weights of the kernel at `place` into `result`, row after row.
    mutating func fill(_ place: (x: Double, y: Double), _ result: UnsafeMutableBufferPointer<Float>) {
        mixRows(field.values(x: place.x, y: place.y))
        let side = field.basis.side
        sums.withUnsafeBytes { sums in
            guard let rows = sums.bindMemory(to: Float.self).baseAddress, let result = result.baseAddress else {
                return
            }
            tocsin_add_outer(columns, rows, families.count, side, 8 * vectors, result)
        }
    }

    private mutating func mixRows(_ coefficients: [Double]) {
        for (family, functions) in families.enumerated() {
            for n in 0..<vectors {
                var sum = Eight()
                for function in functions { sum += Float(coefficients[function]) * rows[function * vectors + n] }
                sums[family * vectors + n] = sum
            }
        }
    }
}
