public import SkyMath

/// A star: where it is, how it moves, how bright it is and how it varies.
///
/// 80 bytes: all but the place is kept in single precision.
public struct Star: Sendable, Hashable, Identifiable {
    /// Stable number of the star.
    public var id: SkyObjectID
    /// ICRS at epoch J2016.0.
    public var position: SkyPosition
    var details: StarDetails
    /// Part of the Galaxy that it belongs to.
    public var component: GalacticComponent
    /// Sequence of colours that it follows.
    public var sequence: StellarSequence
    /// How it varies.
    public var variability: VariabilityClass

    /// Proper motions in mas/yr, parallax in mas; magnitudes are AB.
    public init(
        id: SkyObjectID, position: SkyPosition, properMotionRA: Double, properMotionDec: Double, parallax: Double,
        radialVelocity: Double, component: GalacticComponent, sequence: StellarSequence, variability: VariabilityClass,
        absoluteMagnitude: Double, effectiveTemperature: Double, extinction: Double, magnitudes: PerBand<Double>
    ) {
        self.init(
            id: id, position: position, details: StarDetails(), component: component, sequence: sequence,
            variability: variability)
        self.properMotionRA = properMotionRA
        self.properMotionDec = properMotionDec
        self.radialVelocity = radialVelocity
        self.parallax = parallax
        self.absoluteMagnitude = absoluteMagnitude
        self.effectiveTemperature = effectiveTemperature
        self.extinction = extinction
        self.magnitudes = magnitudes
    }

    @inline(__always)
    init(
        id: SkyObjectID, position: SkyPosition, details: StarDetails, component: GalacticComponent,
        sequence: StellarSequence, variability: VariabilityClass
    ) {
        self.id = id
        self.position = position
        self.details = details
        self.component = component
        self.sequence = sequence
        self.variability = variability
    }

    /// Distance, kpc.
    public var distance: Double { 1 / parallax }

    /// The place at a time, MJD TAI, as seen from the Earth: after the proper motion since J2016.0, and moved by the
    /// parallax, to 1 % of it. Without aberration, which moves all that is near alike. Complexity: O(1).
    public func position(mjdTai: Double) -> SkyPosition {
        let (sinRA, cosRA, sinDec, cosDec) = position.sinesAndCosines
        let (sun, years) = (EarthOrbit.sun(mjdTai: mjdTai), (mjdTai - Self.epochMjdTai) / 365.25)
        let (east, north, near) = (properMotionRA * years, properMotionDec * years, parallax)
        return UnitVector(
            x: cosDec * cosRA + (near * sun.x - east * sinRA - north * sinDec * cosRA) * Self.milliarcsecond,
            y: cosDec * sinRA + (near * sun.y + east * cosRA - north * sinDec * sinRA) * Self.milliarcsecond,
            z: sinDec + (near * sun.z + north * cosDec) * Self.milliarcsecond
        ).position
    }

    /// When a star is at `position`: J2016.0.
    public static let epochMjdTai = 57388.5
    /// Radians.
    private static let milliarcsecond = Double.pi / 648e6
}
