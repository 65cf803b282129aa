public import SkyMath

/// A variable star of a catalogue, with what that knows of its light curve.
public struct CatalogueVariable: CatalogueMember {
    /// Place, mean magnitudes and class of the star.
    public var star: Star
    /// Days; nil where it is drawn as for stars of the class.
    public var period: Double?
    /// Peak to peak in g, magnitudes; nil where it is drawn.
    public var amplitude: Double?
    /// Of maximum light (of binaries: of the deeper minimum), MJD TAI; nil where it is drawn.
    public var epochMjdTai: Double?

    /// That of the star.
    public var id: SkyObjectID { star.id }
    /// That of the star: ICRS at epoch J2016.0.
    public var position: SkyPosition { star.position }

    /// What is nil (period in days, amplitude in g magnitudes, epoch in MJD TAI) is to be drawn.
    public init(star: Star, period: Double? = nil, amplitude: Double? = nil, epochMjdTai: Double? = nil) {
        self.star = star
        self.period = period
        self.amplitude = amplitude
        self.epochMjdTai = epochMjdTai
    }

    /// How the star's brightness goes: its class's curve with its own period, amplitude and epoch where these are
    /// known and the class has them; nil for a constant star.
    ///
    /// - Parameter seed: of the whole sky, for what is drawn.
    public func lightCurve(seed: UInt64) -> (any LightCurve)? {
        guard let drawn = star.lightCurve(seed: seed) else { return nil }
        guard period != nil || amplitude != nil || epochMjdTai != nil else { return drawn }
        var draws = Draws(seed: seed, id.rawValue, LightCurveKey.purpose, 1)
        let mean = star.magnitudes
        switch drawn {
        case let curve as RRLyrae:
            let period = period ?? curve.period
            return RRLyrae(
                mode: curve.mode, period: period, amplitude: amplitude ?? curve.amplitude,
                epochMjdTai: epoch(period, &draws), meanMagnitudes: mean)
        case let curve as Cepheid:
            let period = period ?? curve.period
            return Cepheid(
                period: period, amplitude: amplitude ?? curve.amplitude, epochMjdTai: epoch(period, &draws),
                meanMagnitudes: mean)
        case let curve as LongPeriodVariable:
            let period = period ?? curve.period
            return LongPeriodVariable(
                period: period, amplitude: amplitude ?? curve.amplitude, irregularity: curve.irregularity,
                riseShare: curve.riseShare, epochMjdTai: epoch(period, &draws), key: draws.next(), meanMagnitudes: mean)
        case let curve as ContactBinary:
            let period = period ?? curve.period
            return ContactBinary(
                period: period, distortion: amplitude.map { min($0, 0.75) * 0.4 } ?? curve.distortion,
                inequality: curve.inequality, epochMjdTai: epoch(period, &draws), meanMagnitudes: mean)
        default: return timed(drawn, &draws)
        }
    }

    private func epoch(_ period: Double, _ draws: inout Draws) -> Double {
        epochMjdTai ?? 60_000 + period * draws.uniform()
    }

    /// Detached pairs keep their radii; others, whose times no period rules, are as drawn.
    private func timed(_ drawn: any LightCurve, _ draws: inout Draws) -> any LightCurve {
        guard let pair = drawn as? DetachedBinary, let period, period > 0 else { return drawn }
        let stretch = pair.period / period
        return RetimedLightCurve(
            curve: pair, reference: pair.epochMjdTai, epoch: epoch(period, &draws), stretch: stretch)
    }
}

/// A curve whose times are moved and stretched, and whose light is multiplied.
struct RetimedLightCurve: LightCurve {
    var curve: any LightCurve
    /// The time of the curve itself, MJD TAI, that is at `epoch` of this one.
    var reference: Double
    var epoch: Double
    /// Days of the curve in a day of this one.
    var stretch = 1.0
    var factor = 1.0

    func flux(_ band: Passband, mjdTai: Double) -> Double {
        curve.flux(band, mjdTai: reference + (mjdTai - epoch) * stretch) * factor
    }
}
