/// A dense matrix of doubles, row after row.
struct Matrix: Sendable, Hashable {
    let rows: Int
    let columns: Int
    var values: [Double]

    init(_ rows: Int, _ columns: Int) {
        self.rows = rows
        self.columns = columns
        values = Array(repeating: 0, count: rows * columns)
    }

    init(_ rows: Int, _ columns: Int, _ value: (Int, Int) -> Double) {
        self.init(rows, columns)
        for i in 0..<rows {
            for j in 0..<columns { self[i, j] = value(i, j) }
        }
    }

    @inline(__always)
    subscript(_ row: Int, _ column: Int) -> Double {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    var transposed: Matrix { Matrix(columns, rows) { self[$1, $0] } }

    /// Complexity: O(rows x columns x other's columns), for small ones.
    func times(_ other: Matrix) -> Matrix {
        var result = Matrix(rows, other.columns)
        for i in 0..<rows {
            for k in 0..<columns {
                let factor = self[i, k]
                for j in 0..<other.columns { result[i, j] += factor * other[k, j] }
            }
        }
        return result
    }

    func times(_ vector: [Double]) -> [Double] {
        values.withUnsafeBufferPointer { values in
            vector.withUnsafeBufferPointer { vector in
                guard let values = values.baseAddress, let vector = vector.baseAddress else { return [] }
                return (0..<rows).map { Products.dot(values + $0 * columns, vector, columns) }
            }
        }
    }

    func column(_ column: Int) -> [Double] { (0..<rows).map { self[$0, column] } }
}
