/// The solution of a small linear system by elimination with pivots; 0 for unknowns that the equations leave open.
///
/// Complexity: O(n^3).
package func solution(of matrix: [[Double]], _ values: [Double]) -> [Double] {
    let count = values.count
    var rows = zip(matrix, values).map { $0 + [$1] }
    for column in 0..<count {
        let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
        rows.swapAt(column, pivot)
        guard abs(rows[column][column]) > 1e-14 else { continue }
        for row in column + 1..<max(column + 1, count) {
            let factor = rows[row][column] / rows[column][column]
            for i in column...count { rows[row][i] -= factor * rows[column][i] }
        }
    }
    var result = Array(repeating: 0.0, count: count)
    for row in (0..<count).reversed() where abs(rows[row][row]) > 1e-14 {
        let known = (row + 1..<max(row + 1, count)).reduce(0) { $0 + rows[row][$1] * result[$1] }
        result[row] = (rows[row][count] - known) / rows[row][row]
    }
    return result
}
