public import Imaging

/// A difference with all that was found in it. Values are in the template's unit of flux.
public struct DifferencingResult: Sendable {
    /// Science less template with white noise, its variance where nothing has changed, its mask; values of excluded
    /// pixels are finite and mean nothing.
    public var difference: MaskedImage
    /// The difference as it was subtracted, if `DifferencerOptions.keepsRawDifference` asked for it.
    public var rawDifference: MaskedImage?
    /// Signal to noise of a point source centred on each pixel: by the sky's noise alone, or Scorr where the method is ZOGY.
    public var significance: Image<Float>
    /// What does not change, at the resolution of `difference`.
    public var scene: Image<Float>
    /// The PSF of `difference`.
    public let psf: TilePSF
    /// How the two images were made alike, and how well.
    public let kernel: KernelReport
    /// What the convolved image was convolved with; nil where the method is ZOGY.
    public let kernelField: KernelField?
    /// By rows, then columns.
    public let detections: [DifferenceDetection]
    /// How many pixels and peaks were looked at.
    public let counts: Counts

    /// How many of what were looked at.
    public struct Counts: Sendable, Hashable {
        /// Pixels that are usable in the difference.
        public var usablePixels: Int
        /// Peaks of the map, above `DifferencerOptions.peakThreshold`.
        public var peaks: Int
        /// Peaks that the residuals of static sources had to be reckoned with for.
        public var modelledPeaks: Int
        /// Peaks that were given up, as they fell below the threshold, changed their sign or lay beside a higher one.
        public var rejectedPeaks: Int
    }
}
