/// How far modes of the kernel are expected to vary over the image, by mode and total degree of the spatial term.
///
/// The prior variances are led towards those that make the data likely: each becomes the mean square of the
/// coefficients it governs, their posterior variance counted in (an EM step). Degree 0 is free. A few steps do better
/// than many: what would be set to 0 for ever keeps a little freedom.
struct Ridge: Sendable {
    let modes: Int
    let order: Int
    private(set) var variances: [Double]

    init(modes: Int, order: Int) {
        (self.modes, self.order) = (modes, order)
        variances = (0..<modes * (order + 1)).map { $0 % (order + 1) == 0 ? 1e6 : 1 }
    }

    /// What is added on the diagonal of the normal equations.
    func diagonal(_ terms: SpatialTerms) -> [Double] {
        (0..<modes * terms.count).map { 1 / variances[place($0, terms)] }
    }

    /// One step: from coefficients and their posterior variances to the prior ones.
    mutating func improve(_ coefficients: [Double], _ posterior: [Double], _ terms: SpatialTerms) {
        var squares = [Double](repeating: 0, count: variances.count)
        var counts = squares
        for k in coefficients.indices {
            let n = place(k, terms)
            squares[n] += coefficients[k] * coefficients[k] + posterior[k]
            counts[n] += 1
        }
        for n in variances.indices where n % (order + 1) > 0 {
            variances[n] = min(1e6, max(1e-6, squares[n] / counts[n]))
        }
    }

    /// Coefficients that the data decide, of all: the trace of the matrix that takes data to fitted data.
    func effectiveCount(_ posterior: [Double], _ terms: SpatialTerms) -> Double {
        posterior.indices.reduce(0) { $0 + 1 - posterior[$1] / variances[place($1, terms)] }
    }

    private func place(_ k: Int, _ terms: SpatialTerms) -> Int {
        k / terms.count * (order + 1) + terms.total(k % terms.count)
    }
}
