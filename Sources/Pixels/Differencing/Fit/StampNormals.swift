internal import Imaging

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
                        room.model(
                            s, coefficients?[s * design.functions..<(s + 1) * design.functions])
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

    /// Squares of shift along x and y and of the flux, in their scales, that the stamp leaves likely: mean square of
    /// the posterior.
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
