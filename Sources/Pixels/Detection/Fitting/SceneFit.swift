internal import Imaging

/// Fits the parameters of several components to the same pixels together, by least squares with Marquardt's damping.
///
/// Every usable pixel weighs the same, since weights by variances that follow the pixels' noise would bias fluxes;
/// covariances reckon with each pixel's variance.
struct SceneFit {
    let pixels: FitPixels
    /// The component of a number with given parameters.
    let render: (Int, [Double]) -> FitComponent
    private(set) var parameters: [[Double]]
    private(set) var components: [FitComponent]
    /// The pixels less the model, 0 where not usable.
    private(set) var residuals: [Float]
    /// Whether the last step changed nothing by more than a hundredth of its error.
    private(set) var isSettled = false
    private(set) var rounds = 0
    /// Components of which the first parameter alone is fitted.
    private var held: Set<Int> = []
    private var cost: Double

    init(_ pixels: FitPixels, from parameters: [[Double]], render: @escaping (Int, [Double]) -> FitComponent) {
        (self.pixels, self.parameters, self.render) = (pixels, parameters, render)
        components = parameters.enumerated().map { render($0.offset, $0.element) }
        residuals = Self.residuals(pixels, components)
        cost = Self.squares(residuals)
    }

    /// Fits; `isAllowed` tells whether a component may have some parameters, and where not it goes back to its first
    /// ones, of which all but the flux are held from then on.
    mutating func run(rounds limit: Int, isAllowed: (Int, [Double]) -> Bool) {
        let start = parameters
        let small = 1e-4 * max(pixels.meanVariance, .leastNormalMagnitude)
        var damping = 1e-6
        while rounds < limit, !isSettled, damping < 1e6 {
            rounds += 1
            guard let (step, gain) = step(damping) else {
                damping = max(1e-6, damping * 100)
                continue
            }
            let next = zip(parameters, step).map { zip($0, $1).map(+) }
            let astray = next.indices.filter { !held.contains($0) && !isAllowed($0, next[$0]) }
            if !astray.isEmpty, damping >= 1e-2 || astray.contains(where: { next[$0].contains { !$0.isFinite } }) {
                for n in astray { hold(n, at: start[n]) }
                continue
            }
            guard astray.isEmpty, take(next) else {
                if gain < small { isSettled = true }
                damping = max(1e-4, damping * 10)
                continue
            }
            damping /= 10
            isSettled = gain < small
        }
    }

    /// Whether the component's other parameters are those of the start, as the fit led away.
    func isHeld(_ n: Int) -> Bool { held.contains(n) }

    private mutating func hold(_ n: Int, at start: [Double]) {
        held.insert(n)
        parameters[n] = [parameters[n][0]] + start.dropFirst()
        components[n] = render(n, parameters[n])
        residuals = Self.residuals(pixels, components)
        cost = Self.squares(residuals)
    }

    /// Goes to new parameters where the residuals become less.
    private mutating func take(_ next: [[Double]]) -> Bool {
        let rendered = next.enumerated().map { render($0.offset, $0.element) }
        let left = Self.residuals(pixels, rendered)
        let squares = Self.squares(left)
        guard squares < cost else { return false }
        (parameters, components, residuals, cost) = (next, rendered, left, squares)
        return true
    }

    /// The step, and what it would take from the cost were the model linear.
    private func step(_ damping: Double) -> (step: [[Double]], gain: Double)? {
        var normals = constrained(FitNormals(components, weights: pixels.weights, box: pixels.box))
        let right = free(FitNormals.right(components, residuals: residuals, box: pixels.box))
        for n in 0..<right.count { normals[n * right.count + n] *= 1 + damping }
        guard let cholesky = Cholesky(normals, count: right.count) else { return nil }
        let flat = cholesky.solution(right)
        guard flat.allSatisfy(\.isFinite) else { return nil }
        return (split(flat), zip(flat, right).reduce(0) { $0 + $1.0 * $1.1 })
    }
}

extension SceneFit {
    /// The covariance of all parameters row after row; nil where the pixels do not tell them.
    ///
    /// - Parameter gain: variance by the model's own light, per unit of it, which the pixels' variances lack; else 0.
    func covariance(gain: Double = 0) -> [Double]? {
        let normals = FitNormals(components, weights: pixels.weights, box: pixels.box)
        let noise = FitNormals(components, weights: noise(gain), box: pixels.box)
        guard let cholesky = Cholesky(constrained(normals), count: normals.count) else { return nil }
        return cholesky.sandwiched(free(noise.matrix, count: noise.count))
    }

    /// Chi square over the usable pixels of a component's box, and their number.
    func chi2(_ n: Int) -> (chi2: Double, count: Int) {
        let part = components[n].box.intersection(pixels.box)
        var (sum, count) = (0.0, 0)
        for y in part.rows {
            let row = place(0, part.x, y, pixels.box)
            for m in row..<row + part.width where pixels.weights[m] > 0 {
                sum += Double(residuals[m] * residuals[m]) / Double(pixels.variances[m])
                count += 1
            }
        }
        return (sum, count)
    }

    /// Chi square over all usable pixels.
    var chi2: Double {
        residuals.indices.reduce(0) {
            pixels.weights[$1] > 0
                ? $0 + Double(residuals[$1] * residuals[$1]) / Double(pixels.variances[$1]) : $0
        }
    }

    private func noise(_ gain: Double) -> [Float] {
        guard gain > 0 else { return pixels.variances }
        return residuals.indices.map { n in
            let model = pixels.values[n] - residuals[n]
            return pixels.weights[n] > 0 ? pixels.variances[n] + Float(gain) * max(0, model) : 0
        }
    }

    private static func residuals(_ pixels: FitPixels, _ components: [FitComponent]) -> [Float] {
        var result = pixels.values
        for component in components {
            let part = component.box.intersection(pixels.box)
            for y in part.rows {
                let (from, to) = (place(0, part.x, y, component.box), place(0, part.x, y, pixels.box))
                for x in 0..<part.width { result[to + x] -= component.planes[from + x] }
            }
        }
        for n in result.indices { result[n] *= pixels.weights[n] }
        return result
    }

    private static func squares(_ values: [Float]) -> Double {
        let sum = values.reduce(0) { $0 + Double($1) * Double($1) }
        return sum.isFinite ? sum : .infinity
    }
}

extension SceneFit {
    /// Numbers of the parameters that are not fitted.
    private var heldParameters: [Int] {
        var (result, start) = ([Int](), 0)
        for (n, values) in parameters.enumerated() {
            if held.contains(n) { result += start + 1..<start + values.count }
            start += values.count
        }
        return result
    }

    /// With a 1 for what is held, or what no pixel tells.
    private func constrained(_ normals: FitNormals) -> [Double] {
        var matrix = free(normals.matrix, count: normals.count)
        for n in 0..<normals.count where !(matrix[n * normals.count + n] > 0) { matrix[n * normals.count + n] = 1 }
        return matrix
    }

    private func free(_ matrix: [Double], count: Int) -> [Double] {
        var matrix = matrix
        for n in heldParameters {
            for k in 0..<count { (matrix[n * count + k], matrix[k * count + n]) = (0, 0) }
        }
        return matrix
    }

    private func free(_ right: [Double]) -> [Double] {
        var right = right
        for n in heldParameters { right[n] = 0 }
        return right
    }

    private func split(_ flat: [Double]) -> [[Double]] {
        var (result, start) = ([[Double]](), 0)
        for values in parameters {
            result.append(Array(flat[start..<start + values.count]))
            start += values.count
        }
        return result
    }
}

extension Cholesky {
    /// A^-1 B A^-1 of a symmetric B: the covariance of a fit of which B is the right side's.
    fileprivate func sandwiched(_ matrix: [Double]) -> [Double] {
        let half = (0..<count).map { n in solution((0..<count).map { matrix[$0 * count + n] }) }
        return (0..<count).flatMap { n in solution(half.map { $0[n] }) }
    }
}
