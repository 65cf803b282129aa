internal import SkyMath

/// Completes a star's magnitudes by the colours of the main sequence.
enum StellarLocus {
    /// Magnitudes in all bands by those given, at least one. Complexity: O(1), some 80 comparisons.
    static func completed(_ given: [Passband: Double]) -> PerBand<Double> {
        let seen = Seen(given)
        let best = given.count < 2 ? sun : nearest(seen)
        let offset = seen.offset(best)
        return PerBand { given[$0] ?? best[Int($0.rawValue)] + offset }
    }

    /// m_band - m_r of the main sequence at steps of 0.05 mag from M_r = 0 to 15.
    private static let track = (0...300).map { colours(absoluteMagnitude: Double($0) * 0.05) }
    private static let sun = colours(absoluteMagnitude: 4.65)
    private static let coarse = 5

    private static func colours(absoluteMagnitude m: Double) -> SIMD8<Double> {
        let c = ColourTrack.mainSequence.relativeToR(absoluteMagnitude: m)
        return SIMD8(c[0], c[1], c[2], c[3], c[4], c[5], 0, 0)
    }

    /// The point of the track with the like colours: the best of every fifth, then the best about that.
    private static func nearest(_ seen: Seen) -> SIMD8<Double> {
        let rough = best(stride(from: 0, through: 300, by: coarse), seen)
        return track[best(stride(from: max(0, rough - coarse), through: min(300, rough + coarse), by: 1), seen)]
    }

    private static func best(_ points: StrideThrough<Int>, _ seen: Seen) -> Int {
        var (best, least) = (0, Double.infinity)
        for point in points {
            let misfit = seen.misfit(track[point])
            if misfit < least { (best, least) = (point, misfit) }
        }
        return best
    }

    /// Magnitudes that are known, and which they are.
    private struct Seen {
        private var magnitudes = SIMD8<Double>()
        private var weights = SIMD8<Double>()
        private let count: Double

        init(_ given: [Passband: Double]) {
            for (band, magnitude) in given {
                magnitudes[Int(band.rawValue)] = magnitude
                weights[Int(band.rawValue)] = 1
            }
            count = Double(max(given.count, 1))
        }

        func offset(_ colours: SIMD8<Double>) -> Double { ((magnitudes - colours) * weights).sum() / count }

        /// Sum of the squared differences of the colours.
        func misfit(_ colours: SIMD8<Double>) -> Double {
            let rest = (magnitudes - colours) * weights
            let sum = rest.sum()
            return (rest * rest).sum() - sum * sum / count
        }
    }
}
