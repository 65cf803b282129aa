public import SkyMath

/// What a source truly is in one visit.
public struct SourceTruth: Sendable, Hashable {
    /// Number of the object, by which its measurement and its template are drawn.
    public var key: UInt64
    /// True place, ICRS.
    public var position: SkyPosition
    /// Flux in the science image, nJy, above clouds and atmosphere: all light, also of what is no point.
    public var scienceFlux: Double
    /// Flux in the template at the same place, nJy.
    public var templateFlux: Double
    /// What a fit of the PSF finds of a galaxy's light at the place, nJy: it is in both images, and its noise with it.
    public var hostFlux = 0.0
    /// The same of the light of other stars and galaxies beside the source, nJy.
    public var surroundingFlux = 0.0
    /// Motion on the sky, degrees per day, and its position angle from north through east, degrees.
    public var motion: Double
    /// From north through east, degrees.
    public var motionAngle: Double
    /// The lobes of an artefact; those of a real source follow from its fluxes.
    public var dipole: Dipole?
    /// Of what is no point; nil for a point, and for the trail that follows from the motion.
    public var extent: SourceExtent?
    /// Whether the pipeline finds it to be one of a line of flashes.
    public var isInGlintTrain = false

    /// Fluxes in nJy, `motion` in degrees per day, `motionAngle` in degrees from north through east.
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

    /// What a fit of the PSF finds of light that is not the source's, nJy: the same in both images.
    public var stillFlux: Double { hostFlux + surroundingFlux }

    /// What a fit of the PSF finds of the light: 1 of a point, and where no extent tells otherwise what a detection keeps of
    /// a trail. Complexity: O(1).
    public func psfShare(in visit: Visit) -> Double {
        if let extent { return extent.psfShare }
        guard motion != 0 else { return 1 }
        return TrailLoss.detection(
            motion: motion, exposureSeconds: visit.exposureSeconds, seeing: visit.seeingFwhmGeom)
    }
}
