/// What a star may do in a stamp besides being convolved: stand on a background, be shifted, be brighter.
struct NuisanceScales: Sendable {
    /// Standard deviation of the shift along x and y, in pixels.
    var shift = 0.05
    /// Standard deviation of the flux, as a fraction.
    var flux = 0.01
}

/// The normal equations of every stamp, with what a star may do besides marginalised.
///
/// Each stamp's matrix holds those of the functions, and behind them, as column and row `functions`, the right side and
/// the square of the data.
struct StampNormals: Sendable {
    /// Background, shift along x and y, flux.
    static let nuisances = 4

    let functions: Int
    let stride: Int
    private(set) var matrices: [Double]
    /// Of each stamp the weighted products of nuisances and columns, and behind them the inverse of their own products.
    private(set) var nuisances: [Double]

    /// - Parameter coefficients: of the functions, stamp after stamp; nil where the data are their own model.
    init(_ design: StampDesign, coefficients: [Double]?, scales: NuisanceScales, threads: Int) {
        (functions, stride) = (design.functions, design.stride)
        matrices = design.products
        let (stride, size) = (stride, Self.nuisances * design.stride + Self.nuisances * Self.nuisances)
        nuisances = Array(repeating: 0, count: design.positions.count * size)
        let groups = (design.positions.count + StampDesign.group - 1) / StampDesign.group
        matrices.withUnsafeMutableBufferPointer { matrices in
            nuisances.withUnsafeMutableBufferPointer { nuisances in
                guard let matrix = matrices.baseAddress, let nuisance = nuisances.baseAddress else { return }
                let lent = Lent((matrix, nuisance))
                concurrently(groups, threads: threads) { n in
                    let room = NuisanceRoom(design)
                    for s in n * StampDesign.group..<min((n + 1) * StampDesign.group, design.positions.count) {
                        let (matrix, nuisance) = (lent.pointer.0 + s * stride * stride, lent.pointer.1 + s * size)
                        room.model(s, coefficients)
                        let inverse = room.products(s, scales, into: nuisance)
                        room.marginalise(matrix, nuisance, inverse)
                    }
                }
            }
        }
    }

    /// chi^2 of a stamp with these coefficients of the functions.
    func chiSquare(_ s: Int, _ coefficients: UnsafePointer<Double>) -> Double {
        let start = s * stride * stride
        let last = start + functions * stride
        var result = matrices[last + functions]
        for i in 0..<functions {
            var row = -2 * matrices[last + i]
            for j in 0..<functions { row += matrices[start + i * stride + j] * coefficients[j] }
            result += row * coefficients[i]
        }
        return result
    }

    /// Squares of shift along x and y and of the flux, in their scales, that the stamp leaves likely: mean square of the
    /// posterior.
    func squares(_ s: Int, _ coefficients: UnsafePointer<Double>) -> (x: Double, y: Double, flux: Double) {
        let n = Self.nuisances
        let start = s * (n * stride + n * n)
        let residual = (0..<n).map { j in
            let row = start + j * stride
            return (0..<functions).reduce(nuisances[row + functions]) { $0 - nuisances[row + $1] * coefficients[$1] }
        }
        let inverse = start + n * stride
        let squares = (1..<n).map { j in
            let value = (0..<n).reduce(0) { $0 + nuisances[inverse + j * n + $1] * residual[$1] }
            return value * value + nuisances[inverse + j * n + j]
        }
        return (squares[0], squares[1], squares[2])
    }
}

/// Room in which one thread marginalises the nuisances of a stamp.
private struct NuisanceRoom: ~Copyable {
    private let design: StampDesign
    private let values: UnsafeMutablePointer<Double>

    init(_ design: StampDesign) {
        self.design = design
        values = .allocate(capacity: design.shape.count)
    }

    deinit { values.deallocate() }

    /// The model of stamp `s`, or its data.
    func model(_ s: Int, _ coefficients: [Double]?) {
        let (count, stride, functions) = (design.shape.count, design.stride, design.functions)
        design.rows.withUnsafeBufferPointer { rows in
            guard let place = rows.baseAddress.map({ $0 + s * count * stride }) else { return }
            for p in 0..<count {
                guard let coefficients else {
                    values[p] = Double(place[p * stride + functions])
                    continue
                }
                var sum = 0.0
                for k in 0..<functions { sum += coefficients[s * functions + k] * Double(place[p * stride + k]) }
                values[p] = sum
            }
        }
    }

    /// Products of the nuisances with all columns, into `result`; gives the inverse of those among themselves, with their
    /// priors, which is put behind them.
    func products(_ s: Int, _ scales: NuisanceScales, into result: UnsafeMutablePointer<Double>) -> Matrix {
        let (count, stride) = (design.shape.count, design.stride)
        var own = Matrix(4, 4)
        design.rows.withUnsafeBufferPointer { rows in
            for p in 0..<count {
                let weight = Double(design.weights[s * count + p])
                if weight == 0 { continue }
                let vector = SIMD4(
                    1, design.shape.slopeX(values, p) * scales.shift, design.shape.slopeY(values, p) * scales.shift,
                    values[p] * scales.flux)
                let row = (s * count + p) * stride
                for j in 0..<4 {
                    let factor = weight * vector[j]
                    for k in 0..<stride { result[j * stride + k] += factor * Double(rows[row + k]) }
                    for i in 0..<4 { own[j, i] += factor * vector[i] }
                }
            }
        }
        for j in 0..<4 { own[j, j] += j == 0 ? 1e-9 : 1 }
        let inverse = Cholesky(own)
        let columns = (0..<4).map { j in inverse?.solve((0..<4).map { $0 == j ? 1 : 0 }) ?? [0, 0, 0, 0] }
        for j in 0..<4 {
            for i in 0..<4 { result[4 * stride + j * 4 + i] = columns[j][i] }
        }
        return Matrix(columns: columns)
    }

    /// Takes away from `matrix` what the nuisances explain.
    func marginalise(_ matrix: UnsafeMutablePointer<Double>, _ nuisance: UnsafePointer<Double>, _ inverse: Matrix) {
        let stride = design.stride
        for i in 0..<stride {
            for j in 0..<4 {
                let factor = (0..<4).reduce(0) { $0 + inverse[j, $1] * nuisance[$1 * stride + i] }
                Products.add(nuisance + j * stride, times: -factor, to: matrix + i * stride, stride)
            }
        }
    }
}
