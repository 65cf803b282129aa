import Testing

@testable import Differencing

@Suite struct AlgebraTests {
    private func positive(_ n: Int) -> Matrix {
        var noise = Draw(seed: 5)
        let a = Matrix(n, n) { _, _ in noise.normal() }
        var result = a.transposed.times(a)
        for i in 0..<n { result[i, i] += 1 }
        return result
    }

    @Test(arguments: [1, 3, 4, 31, 70, 131])
    func `a solution of a system satisfies it`(n: Int) throws {
        let matrix = positive(n)
        let factor = try #require(Cholesky(matrix))
        let right = (0..<n).map { Double($0 % 7) - 3 }
        let back = matrix.times(factor.solve(right))
        for (a, b) in zip(back, right) { #expect(abs(a - b) < 1e-9 * Double(n)) }
    }

    @Test func `the diagonal of the inverse is that of the columns' solutions in single precision`() throws {
        let n = 45
        let factor = try #require(Cholesky(positive(n)))
        let diagonal = factor.inverseDiagonal()
        for i in 0..<n {
            let column = factor.solve((0..<n).map { $0 == i ? 1 : 0 })
            #expect(abs(column[i] - diagonal[i]) < 1e-5 * column[i])
        }
        #expect(factor.inverseDiagonal(threads: 2) == diagonal)
    }

    @Test func `a matrix that is not positive definite has no factor`() {
        #expect(Cholesky(Matrix(2, 2) { $0 == $1 ? 1 : 2 }) == nil)
    }

    @Test func `eigenvectors are only scaled by their matrix`() {
        let matrix = positive(20)
        let eigen = SymmetricEigen(matrix)
        for j in 0..<20 {
            let vector = eigen.vectors.column(j)
            for (a, b) in zip(matrix.times(vector), vector) { #expect(abs(a - eigen.values[j] * b) < 1e-8) }
        }
        #expect(eigen.values == eigen.values.sorted())
    }

    @Test func `generalised eigenvectors solve A v = lambda B v and have the norm 1 by B`() throws {
        let (a, b) = (positive(12), Matrix(12, 12) { $0 == $1 ? Double($0 + 1) : 0.1 })
        let eigen = try #require(GeneralizedEigen(a, b))
        for j in 0..<12 {
            let vector = eigen.vectors.column(j)
            let (left, right) = (a.times(vector), b.times(vector))
            for (x, y) in zip(left, right) { #expect(abs(x - eigen.values[j] * y) < 1e-8) }
            #expect(abs(zip(vector, right).reduce(0) { $0 + $1.0 * $1.1 } - 1) < 1e-10)
        }
    }
}
