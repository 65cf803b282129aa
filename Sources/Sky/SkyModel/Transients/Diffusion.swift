#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How the power put into an expanding cloud comes out as light (Arnett 1982, doi:10.1086/159681).
enum Diffusion {
    /// Luminosities at `times` for a power, in its unit.
    ///
    /// L(t) = exp(-(t/d)^2) times the integral of 2 t'/d^2 exp((t'/d)^2) P(t'), by steps: each takes on what is left of
    /// the step before, and the step's mean power by time squared. O(times).
    ///
    /// - Parameters:
    ///   - times: ascending from above 0, in the unit of `diffusionTime`.
    ///   - power: at a time.
    static func luminosities(times: [Double], diffusionTime: Double, power: (Double) -> Double) -> [Double] {
        guard let first = times.first else { return [] }
        var (last, lastPower, level) = (0.0, power(first / 4), 0.0)
        return times.map { time in
            let now = power(time)
            let kept = exp((last * last - time * time) / (diffusionTime * diffusionTime))
            level = level * kept + meanPower(from: last, lastPower, to: time, now, first: first / 4) * (1 - kept)
            (last, lastPower) = (time, now)
            return level
        }
    }

    /// The mean by time squared of a power law through two points; of the first step, from 0, through a quarter of it
    /// and its end. Where the powers allow no law, or one too steep to sum from 0, their mean.
    private static func meanPower(
        from start: Double, _ startPower: Double, to end: Double, _ endPower: Double, first: Double
    ) -> Double {
        let slope = log(endPower / startPower) / log(end / (start > 0 ? start : first))
        guard slope > -1.9, slope < 20 else { return (startPower + endPower) / 2 }
        let (inner, outer) = (startPower * start * start, endPower * end * end)
        return 2 / (2 + slope) * (outer - inner) / (end * end - start * start)
    }

    /// sqrt(2 kappa M / (13.7 c v)), days: opacity in cm^2/g, mass in Suns, speed in km/s.
    static func time(opacity: Double, mass: Double, speed: Double) -> Double {
        (2 * opacity * mass * 1.988_41e33 / (13.7 * 2.997_924_58e10 * speed * 1e5)).squareRoot() / 86_400
    }
}
