#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How the power put into an expanding cloud comes out as light (Arnett 1982, doi:10.1086/159681).
enum Diffusion {
    /// Luminosities at `times` for a power, in its unit.
    ///
    /// L(t) = exp(-(t/d)^2) times the integral of 2 t'/d^2 exp((t'/d)^2) P(t'), by steps: each takes on what is left
    /// of the step before and the mean power of the step, whose weight is exact. O(times).
    ///
    /// - Parameters:
    ///   - times: ascending, in the unit of `diffusionTime`.
    ///   - power: at a time.
    static func luminosities(times: [Double], diffusionTime: Double, power: (Double) -> Double) -> [Double] {
        var (last, lastPower, level) = (0.0, times.first.map { power($0 / 4) } ?? 0, 0.0)
        return times.map { time in
            let now = power(time)
            let kept = exp((last * last - time * time) / (diffusionTime * diffusionTime))
            level = level * kept + (now + lastPower) / 2 * (1 - kept)
            (last, lastPower) = (time, now)
            return level
        }
    }

    /// sqrt(2 kappa M / (13.7 c v)), days: opacity in cm^2/g, mass in Suns, speed in km/s.
    static func time(opacity: Double, mass: Double, speed: Double) -> Double {
        (2 * opacity * mass * 1.988_41e33 / (13.7 * 2.997_924_58e10 * speed * 1e5)).squareRoot() / 86_400
    }
}
