/// A detection that is nothing on the sky.
public struct Artefact: Sendable, Hashable {
    public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        /// Residual of noise or of the subtraction.
        case spurious
        /// Two lobes of opposite sign at a bright star that the images place differently.
        case dipole
        case satelliteTrail
        /// A flash, as short as a point, of something tumbling in orbit.
        case glint
        case cosmicRay
        /// Out-of-focus light of a bright star, reflected.
        case ghost
    }

    public var kind: Kind
    public var pixel: DetectorPoint
    /// Flux in the difference image, nJy: total; per detection along a trail.
    public var flux: Double
    /// By the sky's noise alone.
    public var snr: Double
    /// Extent along `angle`, and across it, pixels: width at half maximum, diameter of ghosts, separation of lobes.
    public var length: Double
    public var width: Double
    /// Degrees from the pixel x axis to the y axis, 0 ..< 180.
    public var angle: Double
}

/// A star bright enough to leave artefacts.
public struct BrightStar: Sendable, Hashable {
    public var pixel: DetectorPoint
    /// nJy.
    public var flux: Double

    public init(pixel: DetectorPoint, flux: Double) {
        self.pixel = pixel
        self.flux = flux
    }
}
