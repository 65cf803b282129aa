internal import SkyMath

extension Star {
    /// How the star's brightness goes, by its class; nil for a constant star.
    ///
    /// Drawn from the star's identifier, so that it is the same however the star was found. Means are the star's
    /// magnitudes; of flare stars and dwarf novae these are the quiet light.
    ///
    /// - Parameter seed: of the whole sky.
    public func lightCurve(seed: UInt64) -> (any LightCurve)? {
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
        case .active: ActiveStar.drawn(from: &draws, meanMagnitudes: mean)
        }
    }
}

/// Sets the numbers of light curves apart from those that drew the objects.
enum LightCurveKey {
    static let purpose: UInt64 = 0x4C69_6768_7443_7276
}

extension ActiveGalaxy {
    /// The nucleus's light, without the host's: a damped random walk about its magnitudes.
    ///
    /// - Parameter seed: of the whole sky.
    public func lightCurve(seed: UInt64) -> ActiveNucleus {
        var draws = Draws(seed: seed, id.rawValue, LightCurveKey.purpose)
        return ActiveNucleus(
            redshift: host.redshift, absoluteMagnitude: absoluteMagnitude, logMass: logBlackHoleMass, key: draws.next(),
            meanMagnitudes: magnitudes)
    }
}

extension MicrolensingEvent {
    /// The source's light, magnified; the lens gives none.
    ///
    /// - Parameter seed: of the whole sky.
    public func lightCurve(seed: UInt64) -> Microlensing {
        var draws = Draws(seed: seed, id.rawValue, LightCurveKey.purpose)
        return Microlensing(
            peakMjdTai: peakMjdTai, einsteinTime: einsteinTime, impact: impact,
            parallax: Microlensing.drawnParallax(from: &draws), position: source.position, magnitudes: source.magnitudes
        )
    }
}
