public import SkyMath

/// A star: where it is, how it moves, how bright it is and how it varies.
public struct Star: Sendable, Hashable, Identifiable {
    public var id: SkyObjectID
    /// ICRS at epoch J2016.0.
    public var position: SkyPosition
    /// Proper motion in right ascension times cos(dec), mas/yr.
    public var properMotionRA: Double
    /// Proper motion in declination, mas/yr.
    public var properMotionDec: Double
    /// mas.
    public var parallax: Double
    /// km/s from the Sun, positive when receding.
    public var radialVelocity: Double
    public var component: GalacticComponent
    public var sequence: StellarSequence
    public var variability: VariabilityClass
    /// M_r, AB, without extinction.
    public var absoluteMagnitude: Double
    /// Effective temperature, K, from the colours.
    public var effectiveTemperature: Double
    /// A_V of the dust before it, mag.
    public var extinction: Double
    private var bands: SIMD8<Float>

    /// Mean magnitudes, AB, above the atmosphere, dimmed by dust.
    public var magnitudes: PerBand<Double> {
        get { PerBand { Double(bands[Int($0.rawValue)]) } }
        set { for band in Passband.allCases { bands[Int(band.rawValue)] = Float(newValue[band]) } }
    }

    /// Mean magnitude in one band, AB, dimmed by dust.
    public func magnitude(_ band: Passband) -> Double { Double(bands[Int(band.rawValue)]) }

    public init(
        id: SkyObjectID, position: SkyPosition, properMotionRA: Double, properMotionDec: Double, parallax: Double,
        radialVelocity: Double, component: GalacticComponent, sequence: StellarSequence, variability: VariabilityClass,
        absoluteMagnitude: Double, effectiveTemperature: Double, extinction: Double, magnitudes: PerBand<Double>
    ) {
        self.init(
            id: id, position: position, motion: SkyMotion(), parallax: parallax, component: component,
            sequence: sequence, variability: variability, absoluteMagnitude: absoluteMagnitude,
            effectiveTemperature: effectiveTemperature, extinction: extinction, bands: SIMD8())
        self.properMotionRA = properMotionRA
        self.properMotionDec = properMotionDec
        self.radialVelocity = radialVelocity
        self.magnitudes = magnitudes
    }

    init(
        id: SkyObjectID, position: SkyPosition, motion: SkyMotion, parallax: Double, component: GalacticComponent,
        sequence: StellarSequence, variability: VariabilityClass, absoluteMagnitude: Double,
        effectiveTemperature: Double, extinction: Double, bands: SIMD8<Float>
    ) {
        self.id = id
        self.position = position
        properMotionRA = motion.ra
        properMotionDec = motion.dec
        radialVelocity = motion.radial
        self.parallax = parallax
        self.component = component
        self.sequence = sequence
        self.variability = variability
        self.absoluteMagnitude = absoluteMagnitude
        self.effectiveTemperature = effectiveTemperature
        self.extinction = extinction
        self.bands = bands
    }

    /// Distance, kpc.
    public var distance: Double { 1 / parallax }

    /// The place at a time, MJD TAI, after the proper motion since J2016.0.
    public func position(mjdTai: Double) -> SkyPosition {
        let years = (mjdTai - 57388.5) / 365.25
        let arc = (properMotionRA * properMotionRA + properMotionDec * properMotionDec).squareRoot() * years / 3.6e6
        guard arc != 0 else { return position }
        let angle = SkyMotion(ra: properMotionRA, dec: properMotionDec, radial: 0).positionAngle
        return position.offset(by: arc, positionAngle: angle)
    }
}
