#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension PointSpread {
    /// The profile as a sum of Gaussians, the pixel's own width folded in.
    ///
    /// Moffat's profile is exactly a mixture of Gaussians of variance alpha^2 / 2t with t of a gamma distribution of
    /// exponent beta - 1; the mixture is that integral by the trapezoidal rule in ln t, which converges faster than any
    /// power of `step`. A pixel adds 1/12 to the variance of each axis. A smaller `step` is
    /// truer and dearer.
    func mixture(step: Double) -> [PlaneGaussian] {
        let shape = drawn
        let exponent = shape.beta - 1
        let peak = log(exponent)
        let width = 1 / exponent.squareRoot()
        let (low, high) = (peak - 4.6 * width - 1 / exponent, min(peak + 3 * width, log(exponent + 12)))
        let count = max(2, Int(((high - low) / step).rounded(.up)))
        let nodes = (0...count).map { low + (high - low) * Double($0) / Double(count) }
        let weights = nodes.map { exp(exponent * ($0 - peak) - exp($0) + exponent) }
        let total = weights.reduce(0, +)
        let core = shape.coreRadius
        return zip(nodes, weights).map { node, weight in
            shape.gaussian(variance: core * core / (2 * exp(node)), flux: weight / total)
        }
    }

    private func gaussian(variance: Double, flux: Double) -> PlaneGaussian {
        let ellipse = Covariance(along: variance / axisRatio, across: variance * axisRatio, axis: angle)
        return PlaneGaussian(flux: flux, covariance: ellipse + Covariance(xx: 1 / 12, xy: 0, yy: 1 / 12))
    }
}
