public import Imaging

/// A calibrated image that may go into a template, with what is to be known of it.
public struct TemplateExposure: Sendable {
    /// A name that no other exposure has.
    public var id: String
    /// Of the file's bytes, as the caller reckons it, such as SHA-256 in hexadecimal.
    public var checksum: String
    /// An exposure goes only into a template of the same band.
    public var band: String
    /// The middle of the exposure, TAI; NaN where it is not known.
    public var mjdTai: Double
    /// Magnitude (AB) of a source of flux 1 in the image's unit.
    public var zeroPoint: Double
    /// Values in the unit that `zeroPoint` is for, with variances and planes.
    public var image: MaskedImage
    /// By position in the pixels of `image`.
    public var psf: any PSFModel

    /// `checksum` is empty and `mjdTai` NaN where they are not known; nothing is checked here.
    public init(
        id: String, checksum: String = "", band: String, mjdTai: Double = .nan, zeroPoint: Double,
        image: MaskedImage, psf: any PSFModel
    ) {
        (self.id, self.checksum, self.band, self.mjdTai) = (id, checksum, band, mjdTai)
        (self.zeroPoint, self.image, self.psf) = (zeroPoint, image, psf)
    }
}
