/// Where an exposure's planes are, and what its files do not tell.
public struct ExposureSource: Sendable, Hashable {
    /// Words for what the plane beside an image holds.
    public enum NoiseKind: String, Sendable, Hashable, CaseIterable {
        case variance
        /// Inverse variance.
        case weight
        /// Standard deviation.
        case rms
    }

    /// The file, and the HDU, of the image itself.
    public var image: ImagePath
    /// Nil for the extension that the image's own file has, else for a model from gain and measured noise.
    public var noise: ImagePath?
    /// What the plane at `noise` holds.
    public var noiseKind = NoiseKind.variance
    /// Nil for the extension that the image's own file has.
    public var mask: ImagePath?
    /// A PSFEx file.
    public var psf: ImagePath?
    /// Electrons in one unit of the image; nil for the card GAIN.
    public var gain: Double?
    /// In the image's unit; nil for the card SATURATE. Only used where there is no mask.
    public var saturation: Double?

    /// The rest is taken from the image's own file, as the properties say.
    public init(_ image: ImagePath) { self.image = image }
}
