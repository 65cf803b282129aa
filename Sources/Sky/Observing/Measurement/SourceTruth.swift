public import SkyMath

/// What a source truly is in one visit.
public struct SourceTruth: Sendable, Hashable {
    /// Number of the object, by which its measurement and its template are drawn.
    public var key: UInt64
    public var position: SkyPosition
    /// Flux in the science image, nJy, above clouds and atmosphere.
    public var scienceFlux: Double
    /// Flux in the template at the same place, nJy.
    public var templateFlux: Double
    /// Motion on the sky, degrees per day, and its position angle from north through east, degrees.
    public var motion: Double
    public var motionAngle: Double
    /// The lobes of an artefact; those of a real source follow from its fluxes.
    public var dipole: Dipole?

    public init(
        key: UInt64, position: SkyPosition, scienceFlux: Double, templateFlux: Double, motion: Double = 0,
        motionAngle: Double = 0
    ) {
        self.key = key
        self.position = position
        self.scienceFlux = scienceFlux
        self.templateFlux = templateFlux
        self.motion = motion
        self.motionAngle = motionAngle
    }
}
