#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How much of one disc another covers, on the sky.
enum DiscOverlap {
    /// The common area of discs of radii `first` and `second` whose centres are `distance` apart.
    static func area(first: Double, second: Double, distance: Double) -> Double {
        let (small, large) = (min(first, second), max(first, second))
        if distance >= small + large || small <= 0 { return 0 }
        if distance <= large - small { return .pi * small * small }
        let cosSmall = (distance * distance + small * small - large * large) / (2 * distance * small)
        let cosLarge = (distance * distance + large * large - small * small) / (2 * distance * large)
        let (angleSmall, angleLarge) = (acos(max(-1, min(1, cosSmall))), acos(max(-1, min(1, cosLarge))))
        let kite =
            (small + large - distance) * (distance + small - large) * (distance - small + large)
            * (distance + small + large)
        return max(0, small * small * angleSmall + large * large * angleLarge - max(0, kite).squareRoot() / 2)
    }

    /// The share of a star's light that a dark disc hides, for a linear law of limb darkening.
    ///
    /// The star is a pile of uniform discs: one of its own radius, and one of radius sqrt(1 - mu^2) for each mu,
    /// which makes 1 - u + u mu exactly; the integral over mu is by Gauss's rule of five points.
    static func hiddenShare(star: Double, cover: Double, distance: Double, limbDarkening: Double) -> Double {
        if distance >= star + cover { return 0 }
        var dimmed = 0.0
        if limbDarkening > 0 {
            for (root, weight) in zip(discRadii, weights) {
                dimmed += weight * area(first: star * root, second: cover, distance: distance)
            }
        }
        let plain = area(first: star, second: cover, distance: distance)
        let whole = .pi * star * star * (1 - limbDarkening / 3)
        return min(1, ((1 - limbDarkening) * plain + limbDarkening * dimmed) / whole)
    }

    /// sqrt(1 - mu^2) at Gauss's points of 0 ... 1, with weights whose discs sum to two thirds of the whole.
    private static let discRadii = [
        0.046910077030668, 0.230765344947158, 0.5, 0.769234655052842, 0.953089922969332,
    ].map { (1 - $0 * $0).squareRoot() }
    private static let weights = [
        0.118463442528095, 0.239314335249683, 0.284444444444444, 0.239314335249683, 0.118463442528095,
    ]
}
