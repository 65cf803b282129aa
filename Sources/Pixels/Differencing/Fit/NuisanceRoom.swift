internal import CKernels

/// Room in which one thread marginalises the nuisances of a stamp.
struct NuisanceRoom: ~Copyable {
    private let design: StampDesign
    /// The model of the stamp.
    private let values: UnsafeMutablePointer<Double>
    /// The four nuisances of each pixel, weighted.
    private let vectors: UnsafeMutablePointer<Double>

    init(_ design: StampDesign) {
        self.design = design
        values = .allocate(capacity: design.shape.count)
        vectors = .allocate(capacity: 4 * design.shape.count)
    }

    deinit {
        values.deallocate()
        vectors.deallocate()
    }

    /// The model of stamp `s` with these coefficients, or its data where there are none.
    func model(_ s: Int, _ coefficients: ArraySlice<Double>?) { withRows(s) { model(of: $0, coefficients) } }

    /// The same of a stamp with these rows.
    func model(of rows: UnsafePointer<Float>, _ coefficients: ArraySlice<Double>?) {
        let (count, stride) = (design.shape.count, design.stride)
        let given = coefficients.map(Array.init) ?? (0..<stride).map { $0 == design.functions ? 1 : 0 }
        let factors = given + Array(repeating: 0, count: stride - given.count)
        factors.withUnsafeBufferPointer { factors in
            guard let factors = factors.baseAddress else { return }
            tocsin_rows_times(rows, stride, count, factors, values)
        }
    }

    /// Products of the nuisances with all columns, into `result`; gives the inverse of those among themselves, with
    /// their priors, which is put behind them.
    func products(_ s: Int, _ scales: NuisanceScales, into result: UnsafeMutablePointer<Double>) -> Matrix {
        design.rows.withUnsafeBufferPointer { rows in
            guard let start = rows.baseAddress else { return Matrix(4, 4) }
            return products(s, scales, of: start + s * design.shape.count * design.stride, into: result)
        }
    }

    /// The same with the columns of other rows than the stamp's own.
    func products(
        _ s: Int, _ scales: NuisanceScales, of rows: UnsafePointer<Float>, into result: UnsafeMutablePointer<Double>
    ) -> Matrix {
        let own = weigh(s, scales)
        tocsin_four_products(vectors, rows, design.stride, design.shape.count, result, design.stride, design.stride)
        let inverse = Cholesky(own)
        let columns = (0..<4).map { j in inverse?.solve((0..<4).map { $0 == j ? 1 : 0 }) ?? [0, 0, 0, 0] }
        for j in 0..<4 {
            for i in 0..<4 { result[4 * design.stride + j * 4 + i] = columns[j][i] }
        }
        return Matrix(columns: columns)
    }

    /// Takes away from `matrix` what the nuisances explain.
    func marginalise(_ matrix: UnsafeMutablePointer<Double>, _ nuisance: UnsafePointer<Double>, _ inverse: Matrix) {
        let stride = design.stride
        for i in 0..<stride {
            for j in 0..<4 {
                var factor = 0.0
                for k in 0..<4 { factor += inverse[j, k] * nuisance[k * stride + i] }
                tocsin_add_scaled(nuisance + j * stride, -factor, matrix + i * stride, stride)
            }
        }
    }

    /// Fills `vectors`; gives the weighted products of the nuisances with each other, their priors added.
    private func weigh(_ s: Int, _ scales: NuisanceScales) -> Matrix {
        let (shape, start) = (design.shape, s * design.shape.count)
        var (s0, s1, s2, s3) = (SIMD4(1e-9, 0, 0, 0), SIMD4(0.0, 1, 0, 0), SIMD4(0.0, 0, 1, 0), SIMD4(0.0, 0, 0, 1))
        design.weights.withUnsafeBufferPointer { weights in
            for p in 0..<shape.count {
                let vector = SIMD4(
                    1, shape.slopeX(values, p) * scales.shift, shape.slopeY(values, p) * scales.shift,
                    values[p] * scales.flux)
                let weighted = Double(weights[start + p]) * vector
                s0 += weighted[0] * vector
                s1 += weighted[1] * vector
                s2 += weighted[2] * vector
                s3 += weighted[3] * vector
                for j in 0..<4 { vectors[4 * p + j] = weighted[j] }
            }
        }
        let sums = [s0, s1, s2, s3]
        return Matrix(4, 4) { sums[$0][$1] }
    }

    private func withRows(_ s: Int, _ body: (UnsafePointer<Float>) -> Void) {
        design.rows.withUnsafeBufferPointer { rows in
            if let start = rows.baseAddress { body(start + s * design.shape.count * design.stride) }
        }
    }
}
