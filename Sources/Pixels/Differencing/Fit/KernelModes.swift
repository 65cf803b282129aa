/// Combinations of the functions that the stars determine independently of each other.
struct KernelModes: Sendable {
    /// One column for each mode: the functions' coefficients. A mean star tells each mode with the variance 1.
    let functions: Matrix

    /// The modes of which a mean star tells at least `least` times more than the noise of the convolved image pretends.
    ///
    /// - Parameters:
    ///   - information: the normal matrix of a mean star.
    ///   - noise: what white noise of the convolved image adds to it.
    init(information: Matrix, noise: Matrix, least: Double) throws {
        let n = information.rows
        let trace = (0..<n).reduce(0) { $0 + noise[$1, $1] }
        let damped = Matrix(n, n) { noise[$0, $1] + ($0 == $1 ? 1e-9 * trace / Double(n) : 0) }
        guard let eigen = GeneralizedEigen(information, damped) else {
            throw DifferencingError(.singular, "the functions of the kernel depend on each other")
        }
        let kept = (0..<n).reversed().filter { eigen.values[$0] > least }
        guard !kept.isEmpty else {
            throw DifferencingError(.fewStamps, "the stars tell nothing of the kernel above the noise")
        }
        functions = Matrix(n, kept.count) { eigen.vectors[$0, kept[$1]] / eigen.values[kept[$1]].squareRoot() }
    }

    var count: Int { functions.columns }

    /// The matrix that takes a stamp's normal equations, with right side and square of the data behind, into modes.
    func transformation(rows: Int) -> Matrix {
        var result = Matrix(rows, padded(count + 1, to: 4))
        for i in 0..<functions.rows {
            for j in 0..<count { result[i, j] = functions[i, j] }
        }
        result[functions.rows, count] = 1
        return result
    }
}
