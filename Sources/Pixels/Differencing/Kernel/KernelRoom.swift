/// Room in which one thread makes kernels at one position after the other.
struct KernelRoom {
    private let field: KernelField
    /// Functions that share a column: their numbers, and the column.
    private let families: [(functions: Range<Int>, column: [Float])]
    /// Rows of all functions, one behind the other.
    private let rows: [Float]
    private var row: [Float]

    init(_ field: KernelField) {
        self.field = field
        let functions = field.basis.functions
        rows = functions.flatMap { $0.row.map { Float($0) } }
        row = Array(repeating: 0, count: field.basis.side)
        var families: [(functions: Range<Int>, column: [Float])] = []
        for (n, function) in functions.enumerated() {
            if let last = families.last, functions[last.functions.lowerBound].family == function.family {
                families[families.count - 1].functions = last.functions.lowerBound..<n + 1
            } else {
                families.append((n..<n + 1, function.column.map { Float($0) }))
            }
        }
        self.families = families
    }

    /// Puts the weights of the kernel at `place` into `result`, which holds 0.
    mutating func fill(_ place: (x: Double, y: Double), _ result: UnsafeMutableBufferPointer<Float>) {
        let coefficients = field.values(x: place.x, y: place.y).map { Float($0) }
        let side = field.basis.side
        row.withUnsafeMutableBufferPointer { row in
            rows.withUnsafeBufferPointer { rows in
                for family in families {
                    for x in 0..<side { row[x] = 0 }
                    for n in family.functions {
                        let factor = coefficients[n]
                        for x in 0..<side { row[x] += factor * rows[n * side + x] }
                    }
                    for y in 0..<side {
                        let factor = family.column[y]
                        for x in 0..<side { result[y * side + x] += factor * row[x] }
                    }
                }
            }
        }
    }
}
