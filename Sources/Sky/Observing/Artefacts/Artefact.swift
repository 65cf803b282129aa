/// A detection that is nothing on the sky.
public struct Artefact: Sendable, Hashable {
    /// What made it.
    public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        /// Residual of noise or of the subtraction.
        case spurious
        /// Two lobes of opposite sign at a bright star that the images place differently.
        case dipole
        case satelliteTrail
        /// A flash, as short as a point, of something tumbling in orbit.
        case glint
        case cosmicRay
        /// Out-of-focus light of a bright star, reflected: a ring, detected at its outer rim.
        case ghost
        /// A flash that is one of a line of them, equally far apart.
        case glintTrain
    }

    /// What made it.
    public var kind: Kind
    /// Place on its detector.
    public var pixel: DetectorPoint
    /// What a fit of the PSF at the place finds in the difference image, nJy.
    public var flux: Double
    /// By the sky's noise alone.
    public var snr: Double
    /// Extent along `angle`, and across it, pixels: width at half maximum, outer diameter of ghosts, separation of lobes;
    /// of cosmic rays and of pieces of trails the length of the line.
    public var length: Double
    /// Extent across `angle`, pixels.
    public var width: Double
    /// Degrees from the pixel x axis to the y axis, 0 ..< 180; of ghosts from the ring's middle to the place and of dipoles
    /// from the negative lobe to the positive, 0 ..< 360.
    public var angle: Double
    /// The star that leaves a dipole or a ghost.
    public var star: BrightStar?
    /// The lobes of a dipole.
    public var dipole: Dipole?
    /// Of a ghost's ring, nJy a pixel.
    public var surfaceBrightness = 0.0
    /// Whether the pipeline finds the pixels of a cosmic ray or of a trail, or the line of a train's flashes, and marks
    /// them.
    public var isMarked = false

    /// Inner diameter of a ghost's ring by its outer one: the hole that the telescope's secondary mirror makes.
    public static let ghostHole = 0.61
}

/// A star bright enough to leave artefacts.
public struct BrightStar: Sendable, Hashable {
    /// Number of the star, by which its artefacts are drawn.
    public var key: UInt64
    /// In the pixels of the detector asked about, on which it need not lie.
    public var pixel: DetectorPoint
    /// nJy.
    public var flux: Double

    /// `flux` in nJy; values are taken as they are.
    public init(key: UInt64, pixel: DetectorPoint, flux: Double) {
        self.key = key
        self.pixel = pixel
        self.flux = flux
    }
}
