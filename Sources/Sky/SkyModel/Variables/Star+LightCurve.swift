internal import SkyMath

extension Star {
    /// How the star's brightness goes, by its class; nil for a constant star.
    ///
    /// Drawn from the star's identifier, so that it is the same however the star was found. Means are the star's
    /// magnitudes; of flare stars and dwarf novae these are the quiet light.
    ///
    /// - Parameter seed: of the whole sky.
    public func lightCurve(seed: UInt64) -> (any LightCurve)? {
        if variability == .constant { return nil }
        var draws = Draws(seed: seed, id.rawValue, LightCurveKey.purpose)
        let mean = magnitudes
        return switch variability {
        case .constant: nil
        case .rrLyraeAB: RRLyrae.drawn(from: &draws, mode: .ab, meanMagnitudes: mean)
        case .rrLyraeC: RRLyrae.drawn(from: &draws, mode: .c, meanMagnitudes: mean)
        case .cepheid: Cepheid.drawn(from: &draws, meanMagnitudes: mean)
        case .deltaScuti: DeltaScuti.drawn(from: &draws, meanMagnitudes: mean)
        case .eclipsingDetached:
            DetachedBinary.drawn(from: &draws, primaryTemperature: effectiveTemperature, magnitudes: mean)
        case .eclipsingContact: ContactBinary.drawn(from: &draws, meanMagnitudes: mean)
        case .longPeriod: LongPeriodVariable.drawn(from: &draws, meanMagnitudes: mean)
        case .flareDwarf: FlareStar.drawn(from: &draws, quietMagnitudes: mean)
        case .dwarfNova: DwarfNova.drawn(from: &draws, quietMagnitudes: mean)
        case .active: ActiveStar.drawn(from: &draws, meanMagnitudes: mean, medianRange: rangeOfSpots)
        }
    }

    /// The light never changes by more than this share of its mean, in any band; infinite where no bound is told.
    ///
    /// It spares making the light curves of the many stars whose spots nobody will see.
    ///
    /// - Parameter seed: of the whole sky.
    public func greatestChange(seed: UInt64) -> Double {
        switch variability {
        case .constant: 0
        case .active:
            ActiveStar.greatestChange(
                from: Draws(seed: seed, id.rawValue, LightCurveKey.purpose), medianRange: rangeOfSpots)
        default: .infinity
        }
    }

    /// Of the light of spotted dwarfs of this absolute magnitude, in the median. Cool dwarfs vary the most: those of MEarth
    /// by 1 to 2 % from peak to peak (Newton et al. 2016, doi:10.3847/0004-637X/821/2/93).
    private var rangeOfSpots: Double { Self.rangeByMagnitude(absoluteMagnitude) }

    private static let rangeByMagnitude = PointTable([(6.5, ActiveStar.medianRange), (9.5, 0.010), (12, 0.012)])
}
