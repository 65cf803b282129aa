/// How two images are subtracted and the difference is searched; the defaults are meant for all images.
public struct DifferencerOptions: Sendable, Hashable {
    /// nil for that which does better by the figures in the manual: Alard and Lupton's.
    public var method: SubtractionMethod?
    /// The image to convolve; nil for the sharper one, by the sizes of the stars.
    public var convolving: ConvolvedImage?
    /// How the kernel is fitted.
    public var fit = FitOptions()
    /// How the convolved image is taken from the other.
    public var subtraction = SubtractionOptions()
    /// How the pass that makes the noise white is cut into tiles.
    public var tiles = TileOptions()
    /// Of ZOGY alone.
    public var proper = ProperOptions()
    /// Pixels of a side of the cells of the sky's background.
    public var backgroundCell = 128
    /// Least S/N of detections that are given, with residuals of static sources reckoned with.
    public var threshold = 5.0
    /// Least S/N of peaks that are looked at, by the sky's noise alone.
    public var peakThreshold = 4.6
    /// At most so many peaks are measured, the highest.
    public var mostPeaks = 20_000
    /// With fewer sources fit for it the kernel is refused.
    public var leastStamps = 10
    /// Whether the difference before its noise is made white is given too; it takes two planes more. ZOGY has none.
    public var keepsRawDifference = false

    /// The defaults; ranges are checked by `ImageDifferencer.run`.
    public init() {}

    func check() throws {
        guard (16...4096).contains(backgroundCell), threshold > 0, peakThreshold > 0, threshold.isFinite,
            peakThreshold.isFinite, mostPeaks > 0, leastStamps >= 10
        else { throw DifferencingError(.parameter, "options of a differencing that are out of range: \(self)") }
        try fit.check()
        try subtraction.check()
        try tiles.check()
        try proper.check()
    }
}
