internal import SkyMath

/// Completes a star's magnitudes by the colours of the main sequence.
enum StellarLocus {
    /// Magnitudes in all bands by those given, at least one. Complexity: O(1), some 300 comparisons.
    static func completed(_ given: [Passband: Double]) -> PerBand<Double> {
        let best = given.count < 2 ? sun : track.min { misfit($0, given) < misfit($1, given) } ?? sun
        let offset = offset(best, given)
        return PerBand { given[$0] ?? best[Int($0.rawValue)] + offset }
    }

    /// m_band - m_r of the main sequence at steps of 0.05 mag from M_r = 0 to 15.
    private static let track = (0...300).map {
        ColourTrack.mainSequence.relativeToR(absoluteMagnitude: Double($0) * 0.05)
    }
    private static let sun = ColourTrack.mainSequence.relativeToR(absoluteMagnitude: 4.65)

    private static func offset(_ colours: [Double], _ given: [Passband: Double]) -> Double {
        Passband.allCases.reduce(0) { sum, band in
            sum + (given[band].map { $0 - colours[Int(band.rawValue)] } ?? 0)
        } / Double(given.count)
    }

    private static func misfit(_ colours: [Double], _ given: [Passband: Double]) -> Double {
        let offset = offset(colours, given)
        return Passband.allCases.reduce(0) { sum, band in
            guard let magnitude = given[band] else { return sum }
            let rest = magnitude - colours[Int(band.rawValue)] - offset
            return sum + rest * rest
        }
    }
}
