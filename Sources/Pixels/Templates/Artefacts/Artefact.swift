public import Imaging

/// Light, or a lack of it, that one exposure has and most others have not.
public struct Artefact: Sendable, Hashable {
    /// Number in the list of inputs.
    public let input: Int
    /// In the template's pixels.
    public let box: PixelBox
    /// Pixels of the detection, before it was grown.
    public let area: Int
    /// Pixels that lack the exposure now, those by which the region was grown among them.
    public let rejected: Int
    /// S/N of its most significant pixel; below 0 where light is missing.
    public let peak: Double
}
