public import Imaging

/// A point source of a difference: what is in one of two images and not, or not as bright, in the other.
public struct DifferenceDetection: Sendable, Hashable {
    /// Position in pixels, (0, 0) the first pixel's centre, with standard deviations.
    public var x: Double
    /// Position along y, in pixels.
    public var y: Double
    /// Standard deviation of `x`, in pixels.
    public var xError: Double
    /// Standard deviation of `y`, in pixels.
    public var yError: Double
    /// Signal to noise, below 0 where the template is brighter; residuals of static sources are reckoned with as noise.
    public var signalToNoise: Double
    /// In the template's unit of flux, below 0 where the template is brighter.
    public var flux: Double
    /// Standard deviation: noise, residuals of static sources, the source's own light, PSF and kernel.
    public var fluxError: Double
    /// Signal to noise by the sky's noise alone, or Scorr: as `DifferencingResult.significance` has it.
    public var apparentSignalToNoise: Double
    /// chi^2 of the fit of PSF and residuals by its pixels; 0 where no pixel counts.
    public var reducedChiSquare: Double
    /// Share of the PSF's weight (the sum of its squares) that is on usable pixels.
    public var coverage: Double
    /// Of the static scene at the centre, in the template's unit a pixel.
    public var surfaceBrightness: Double
    /// Ways in which static sources may leave residuals here that were reckoned with; 0 on blank sky.
    public var nuisances: Int
    /// How many times more what is left over in the middle scatters than it should; 1 where there are no nuisances.
    public var birgeFactor: Double
    /// Reasons to doubt it; empty where there are none.
    public var flags: Flags

    /// Whether the template is brighter.
    public var isNegative: Bool { signalToNoise < 0 }

    /// Reasons to doubt a detection; none of the doubts is a proof.
    public struct Flags: NamedFlags, Sendable, Hashable {
        public var rawValue: UInt16

        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// The centre is on an unusable pixel, or less than 0.6 of the PSF's weight on usable ones.
        public static let masked = Flags(rawValue: 1 << 0)
        /// Nearer than 8 pixels to the edge.
        public static let edge = Flags(rawValue: 1 << 1)
        /// Nearer than 20 pixels to saturated ones, and less than twice as bright as the static scene.
        public static let nearSaturation = Flags(rawValue: 1 << 2)
        /// Fainter than 0.003 of the brightest pixel of a static source beside it.
        public static let brightStarResidual = Flags(rawValue: 1 << 3)
        /// Much sharper than the PSF, as a cosmic ray is.
        public static let sharp = Flags(rawValue: 1 << 4)
        /// The position did not settle within three pixels of the peak.
        public static let unsettled = Flags(rawValue: 1 << 5)
        /// The subtraction as a whole is doubtful: see `KernelReport.quality`.
        public static let poorSubtraction = Flags(rawValue: 1 << 6)
        /// A pixel within one of the centre is marked as a satellite's trail.
        public static let streak = Flags(rawValue: 1 << 7)

        /// In the order of the bits.
        public static let names = [
            "masked", "edge", "nearSaturation", "brightStarResidual", "sharp", "unsettled", "poorSubtraction",
            "streak",
        ]
    }
}
