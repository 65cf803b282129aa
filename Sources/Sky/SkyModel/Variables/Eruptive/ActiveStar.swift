public import SkyMath

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A rotating star with a few spots whose sizes change slowly.
public struct ActiveStar: LightCurve {
    /// Of rotation, days.
    public let period: Double
    /// Mean share of the disc's light in r that one spot takes when it faces us, 0 ... 0.15.
    public let depth: Double
    /// Days over which a spot comes and goes.
    public let spotLife: Double
    private let key: UInt64
    private let longitudes: [Double]
    private let meanFlux: PerBand<Double>

    /// - Parameters:
    ///   - longitudes: of the spots, cycles, at most five are used.
    ///   - key: that the spots' sizes are drawn by.
    ///   - meanMagnitudes: AB magnitudes of the mean flux over many rotations.
    public init(
        period: Double, depth: Double, spotLife: Double, longitudes: [Double], key: UInt64,
        meanMagnitudes: PerBand<Double>
    ) {
        self.period = period > 0 ? period : 10
        self.depth = max(0, min(0.15, depth))
        self.spotLife = max(1, spotLife)
        self.longitudes = Array(longitudes.prefix(5))
        self.key = key
        let share = self.depth * Double(self.longitudes.count) / .pi
        meanFlux = PerBand { ABMagnitude.sourceFlux(meanMagnitudes[$0]) / (1 - share * Self.contrast[$0]) }
    }

    /// nJy; spots only darken.
    public func flux(_ band: Passband, mjdTai: Double) -> Double {
        let turn = ((mjdTai - 60_000) / period).fraction
        var dimming = 0.0
        for (number, longitude) in longitudes.enumerated() {
            let facing = cosine(turns: turn - longitude)
            if facing > 0 { dimming += facing * size(number, mjdTai: mjdTai) }
        }
        return meanFlux[band] * max(0, 1 - depth * Self.contrast[band] * dimming)
    }

    /// Spots only darken: from all of them at their largest, facing us, to none.
    public func reach(_ band: Passband) -> ClosedRange<Double> {
        let darkest = 2 * Double(longitudes.count) * depth * Self.contrast[band]
        let (least, most) = (meanFlux[band] * max(0, 1 - darkest), meanFlux[band])
        return least <= most ? least...most : 0...Double.infinity
    }

    /// 0 ... 2, mean 1: a smooth step between one number for each life of a spot and the next.
    private func size(_ number: Int, mjdTai: Double) -> Double {
        let age = mjdTai / spotLife + Double(number) * 0.37
        var (first, last) = (
            Draws(key: key, block: age.wholeNumber, salt: UInt64(number)),
            Draws(key: key, block: age.wholeNumber + 1, salt: UInt64(number))
        )
        let part = age.fraction
        let step = part * part * (3 - 2 * part)
        return 2 * (first.uniform() * (1 - step) + last.uniform() * step)
    }

    /// A spot's darkness by band relative to r, for one 15 % cooler than a star of 5,000 K.
    private static let contrast = PerBand(u: 1.22, g: 1.12, r: 1.0, i: 0.90, z: 0.83, y: 0.79)

    /// Periods log-uniform from 0.4 to 40 days; two or three spots that last ten to forty turns. Ranges of light from
    /// peak to peak are those of Kepler's rotating dwarfs: a median of 0.56 %, 0.095 % and 2.27 % at the 5th and 95th
    /// percentiles, larger for fast stars (McQuillan et al. 2014, doi:10.1088/0067-0049/211/2/24).
    ///
    /// - Parameter medianRange: another median, of which the percentiles are the same multiples.
    public static func drawn(
        from draws: inout Draws, meanMagnitudes: PerBand<Double>, medianRange: Double = medianRange
    ) -> ActiveStar {
        let turn = draws.uniform()
        let depth = drawnDepth(turn, medianRange, &draws)
        let period = 0.4 * pow(100, turn)
        return ActiveStar(
            period: period, depth: depth, spotLife: max(20, period * draws.uniform(10..<40)),
            longitudes: (0..<(draws.uniform() < 0.5 ? 2 : 3)).map { _ in draws.uniform() }, key: draws.next(),
            meanMagnitudes: meanMagnitudes)
    }

    private static func drawnDepth(_ turn: Double, _ medianRange: Double, _ draws: inout Draws) -> Double {
        let deviate = 0.866 * max(-3, min(3, draws.normal())) - 0.5 * (turn - 0.5) * 12.0.squareRoot()
        return medianRange * exp((deviate < 0 ? 1.01 : 0.76) * deviate) / rangePerDepth
    }

    /// The light of the star that `drawn` makes of the same draws never changes by more than this share of its mean, in
    /// any band: three spots at their largest, side by side.
    static func greatestChange(from draws: Draws, medianRange: Double) -> Double {
        var draws = draws
        let depth = min(0.15, drawnDepth(draws.uniform(), medianRange, &draws))
        let darkest = contrast[.u]
        return 3 * 2 * depth * darkest / (1 - 3 * depth * darkest / .pi)
    }

    /// Of Kepler's rotating dwarfs, as a share of their light.
    public static let medianRange = 0.0056

    /// The range of light of two or three spots at random longitudes in units of the mean one's depth, in the median.
    private static let rangePerDepth = 1.6
}
