/// A source of light in a stamp.
///
/// Places are pixels of the stamp, (0, 0) being the centre of the first, y up; fluxes nJy, negative ones allowed. A source
/// with a number that is not finite gives no light.
public struct StampSource: Sendable, Hashable {
    /// What the source would look like without air and telescope.
    public enum Shape: Sendable, Hashable {
        case point
        case galaxy(SersicProfile)
        case trail(Trail)
        /// The path of a particle through the detector: not seen through air and telescope.
        case hit(Trail)
        case ring(Ring)
    }

    /// Place of its middle along x, pixels of the stamp.
    public var x: Double
    /// Place of its middle along y, pixels of the stamp.
    public var y: Double
    /// Flux at the time of the visit, nJy.
    public var scienceFlux: Double
    /// Mean flux in the template, nJy: that of a galaxy is the science flux, that of an asteroid is 0.
    public var templateFlux: Double
    /// What it looks like without air and telescope.
    public var shape: Shape

    /// A point unless `shape` says otherwise.
    public init(x: Double, y: Double, scienceFlux: Double, templateFlux: Double, shape: Shape = .point) {
        self.x = x
        self.y = y
        self.scienceFlux = scienceFlux
        self.templateFlux = templateFlux
        self.shape = shape
    }
}
