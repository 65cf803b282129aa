public import SkyMath

/// A galaxy: where it is, how bright, how far, of what shape and of what stars.
public struct Galaxy: Sendable, Hashable, Identifiable {
    /// Stable number of the galaxy.
    public var id: SkyObjectID
    /// ICRS.
    public var position: SkyPosition
    /// What its stars are like.
    public var type: GalaxyType
    public var redshift: Double
    /// M_r in the rest frame, AB.
    public var absoluteMagnitude: Double
    /// Semi-major axis that holds half of the light, arcsec.
    public var halfLightRadius: Double
    /// Index n of Sersic's profile.
    public var sersicIndex: Double
    /// Minor by major axis, 0 ... 1.
    public var axisRatio: Double
    /// Of the major axis, degrees from north through east, 0 ..< 180.
    public var positionAngle: Double
    /// Decimal logarithm of the stars' mass in solar masses.
    public var logStellarMass: Double
    /// Decimal logarithm of the star formation rate in solar masses per year.
    public var logStarFormationRate: Double
    /// A_V of our Galaxy's dust, mag.
    public var extinction: Double
    private var bands: SIMD8<Float>

    /// Total magnitudes, AB, dimmed by our Galaxy's dust, without an active nucleus.
    public var magnitudes: PerBand<Double> {
        get { PerBand { Double(bands[Int($0.rawValue)]) } }
        set { for band in Passband.allCases { bands[Int(band.rawValue)] = Float(newValue[band]) } }
    }

    /// Total magnitude in one band, AB, dimmed by our Galaxy's dust.
    public func magnitude(_ band: Passband) -> Double { Double(bands[Int(band.rawValue)]) }

    /// Units as of the properties; values are taken as they are.
    public init(
        id: SkyObjectID, position: SkyPosition, type: GalaxyType, redshift: Double, absoluteMagnitude: Double,
        halfLightRadius: Double, sersicIndex: Double, axisRatio: Double, positionAngle: Double, logStellarMass: Double,
        logStarFormationRate: Double, extinction: Double, magnitudes: PerBand<Double>
    ) {
        self.init(
            id: id, position: position, type: type, redshift: redshift, absoluteMagnitude: absoluteMagnitude,
            shape: GalaxyShape(
                halfLightRadius: halfLightRadius, sersicIndex: sersicIndex, axisRatio: axisRatio,
                positionAngle: positionAngle),
            stars: GalaxyStars(logMass: logStellarMass, logStarFormationRate: logStarFormationRate),
            extinction: extinction, bands: SIMD8())
        self.magnitudes = magnitudes
    }

    init(
        id: SkyObjectID, position: SkyPosition, type: GalaxyType, redshift: Double, absoluteMagnitude: Double,
        shape: GalaxyShape, stars: GalaxyStars, extinction: Double, bands: SIMD8<Float>
    ) {
        self.id = id
        self.position = position
        self.type = type
        self.redshift = redshift
        self.absoluteMagnitude = absoluteMagnitude
        halfLightRadius = shape.halfLightRadius
        sersicIndex = shape.sersicIndex
        axisRatio = shape.axisRatio
        positionAngle = shape.positionAngle
        logStellarMass = stars.logMass
        logStarFormationRate = stars.logStarFormationRate
        self.extinction = extinction
        self.bands = bands
    }

    /// Decimal logarithm of the central black hole's mass in solar masses, by the mass of the spheroid.
    public var logBlackHoleMass: Double {
        GalaxyStars(logMass: logStellarMass, logStarFormationRate: 0).logBlackHoleMass(type)
    }
}
