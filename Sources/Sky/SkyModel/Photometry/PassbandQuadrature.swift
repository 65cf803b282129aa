public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A few wavelengths and weights whose weighted sum is a band's AB mean of a smooth flux density.
///
/// Gauss's rule with the throughput over the wavelength as its weight function (Golub and Welsch 1969,
/// doi:10.1090/S0025-5718-69-99647-1): exact for polynomials in wavelength to degree `2 * count - 1`. A spectrum with
/// lines narrower than the distance of nodes wants `ThroughputCurve.meanFluxDensity`.
public struct PassbandQuadrature: Sendable, Hashable {
    /// nm, ascending, within the curve.
    public let wavelengths: [Double]
    /// Positive, sum 1.
    public let weights: [Double]

    /// Of LSST's bands, seven nodes each.
    public static let lsst = PerBand { PassbandQuadrature(.lsst[$0], count: 7) }

    /// - Parameter count: of nodes, 1 to 16; others are brought within. O(samples * count).
    public init(_ curve: ThroughputCurve, count: Int) {
        let recurrence = Recurrence(measure: Self.measure(of: curve), count: max(1, min(16, count)))
        let (centre, scale) = (curve.effectiveWavelength, Self.scale)
        let roots = recurrence.roots(of: recurrence.count)
        wavelengths = roots.map { centre + scale * $0 }
        let raw = roots.map { 1 / recurrence.orthonormalSum(at: $0) }
        let total = raw.reduce(0, +)
        weights = raw.map { $0 / total }
    }

    /// The weighted mean of `fluxDensity`, which is given the wavelength in nm.
    @inlinable public func mean(_ fluxDensity: (Double) -> Double) -> Double {
        var sum = 0.0
        for index in wavelengths.indices { sum += weights[index] * fluxDensity(wavelengths[index]) }
        return sum
    }

    private static let scale = 50.0

    /// Points and masses that stand for the continuous weight: four to each interval of the curve.
    private static func measure(of curve: ThroughputCurve) -> [(x: Double, mass: Double)] {
        let centre = curve.effectiveWavelength
        return curve.wavelengths.indices.dropLast().flatMap { index -> [(x: Double, mass: Double)] in
            let (low, high) = (curve.wavelengths[index], curve.wavelengths[index + 1])
            let (first, last) = (curve.throughputs[index], curve.throughputs[index + 1])
            return (0..<4).map { part in
                let share = (Double(part) + 0.5) / 4
                let wavelength = low + share * (high - low)
                return ((wavelength - centre) / scale, (first + share * (last - first)) / wavelength * (high - low))
            }
        }
    }

    /// The three-term recurrence of the monic polynomials orthogonal under a discrete measure (Stieltjes's procedure).
    private struct Recurrence {
        var alphas: [Double] = []
        var betas: [Double] = []
        let reach: Double
        var count: Int { alphas.count }

        init(measure: [(x: Double, mass: Double)], count: Int) {
            reach = measure.reduce(0) { max($0, abs($1.x)) } + 1
            var previous = [Double](repeating: 0, count: measure.count)
            var current = [Double](repeating: 1, count: measure.count)
            var previousNorm = 1.0
            for _ in 0..<count {
                var (norm, first) = (0.0, 0.0)
                for (point, value) in zip(measure, current) {
                    norm += point.mass * value * value
                    first += point.mass * point.x * value * value
                }
                alphas.append(first / norm)
                betas.append(norm / previousNorm)
                for index in measure.indices {
                    let shift = (measure[index].x - first / norm) * current[index]
                    let next = shift - (alphas.count > 1 ? norm / previousNorm : 0) * previous[index]
                    (previous[index], current[index]) = (current[index], next)
                }
                previousNorm = norm
            }
        }

        func value(degree: Int, at x: Double) -> Double {
            var (before, now) = (0.0, 1.0)
            for index in 0..<degree { (before, now) = (now, (x - alphas[index]) * now - betas[index] * before) }
            return now
        }

        /// The roots of one degree lie between those of the degree below: halving finds each.
        func roots(of degree: Int) -> [Double] {
            guard degree > 0 else { return [] }
            let bounds = [-reach] + roots(of: degree - 1) + [reach]
            return zip(bounds, bounds.dropFirst()).map { low, high in
                var (low, high) = (low, high)
                let sign = value(degree: degree, at: low) > 0
                for _ in 0..<60 {
                    let middle = (low + high) / 2
                    if (value(degree: degree, at: middle) > 0) == sign { low = middle } else { high = middle }
                }
                return (low + high) / 2
            }
        }

        func orthonormalSum(at x: Double) -> Double {
            var (before, now, norm, sum) = (0.0, 1.0, 1.0, 0.0)
            for index in 0..<count {
                norm *= betas[index]
                sum += now * now / norm
                (before, now) = (now, (x - alphas[index]) * now - betas[index] * before)
            }
            return sum
        }
    }
}
