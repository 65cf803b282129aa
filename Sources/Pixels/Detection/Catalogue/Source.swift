/// One source of an image and all that was measured of it. Places are in pixels, (0, 0) the first pixel's centre.
///
/// Light is in the image's unit; that of a source below 0 is below 0.
public struct Source: Sendable, Hashable {
    /// From 1 on, in the order of the footprints and the peaks in them.
    public internal(set) var id: Int
    /// The number of the footprint before it was divided, from 1 on.
    public let parent: Int
    /// The pixels above the threshold, grown as asked for; of a blended source those nearer to it than to the others.
    public let footprint: Footprint
    /// In the S/N map.
    public let peak: Peak
    /// What speaks against the source or its measurements; empty where nothing does.
    public internal(set) var flags: SourceFlags
    /// Sums over the footprint's pixels; always measured.
    public internal(set) var isophotal: IsophotalMoments
    /// Centre under a Gaussian window; nil where not asked for, or where it did not settle.
    public internal(set) var windowed: Position?
    /// Of the PSF, together with the sources that it is blended with; nil without a PSF.
    public internal(set) var psf: PSFFit?
    /// Adaptive moments with their errors; nil where not asked for.
    public internal(set) var moments: AdaptiveMoments?
    /// Standard deviations of `moments`; nil where not asked for, or where these did not converge.
    public internal(set) var momentErrors: MomentErrors?
    /// One for each radius asked for, about the best centre; of the light that belongs to the source.
    public internal(set) var apertures: [ApertureFlux]
    /// Light in an ellipse; nil where not asked for, or without a shape wider than 0.2 pixels.
    public internal(set) var kron: KronFlux?

    /// A place with its standard deviations.
    public struct Position: Sendable, Hashable {
        /// In pixels, (0, 0) the first pixel's centre.
        public var x: Double
        /// The same along y.
        public var y: Double
        /// Standard deviation of x in pixels; infinite where not known.
        public var xError: Double
        /// Standard deviation of y in pixels; infinite where not known.
        public var yError: Double

        /// All in pixels.
        public init(x: Double, y: Double, xError: Double, yError: Double) {
            (self.x, self.y, self.xError, self.yError) = (x, y, xError, yError)
        }
    }

    /// Pixels of the footprint.
    public var area: Int { footprint.area }

    /// S/N of the peak in the filtered image, below 0 for a source below 0.
    public var significance: Double { peak.height }

    /// The place: that of the PSF where it settled, else of the window, else of the isophote.
    public var position: Position {
        if let psf, psf.isSettled {
            return Position(x: psf.x, y: psf.y, xError: psf.xError, yError: psf.yError)
        }
        return windowed ?? isophotal.position
    }
}
