public import FITS
public import Imaging

/// One image of the sky with what is known of it.
public struct Exposure: Sendable {
    /// The file it was read from.
    public var name: String
    /// In the file's unit; what cannot be used has a mask plane.
    public var pixels: MaskedImage
    /// The image's own header, with what only the primary one says.
    public var header: Header
    /// Nil where the header has no celestial system.
    public var world: WorldCoordinates?
    /// From a PSFEx file; nil for one that is measured from the image.
    public var psf: (any PSFModel)?
    /// Electrons in one unit of the image; nil where nothing tells.
    public var gain: Double?
    /// What was assumed because the file does not say, a sentence each.
    public var notes: [String]

    /// Pixels along x.
    public var width: Int { pixels.width }
    /// Pixels along y.
    public var height: Int { pixels.height }
}
