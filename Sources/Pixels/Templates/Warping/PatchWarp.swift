public import Imaging

/// An exposure on a template's pixels and in its unit, without its sky.
public struct PatchWarp: Sendable {
    /// The pixels, band and unit that the exposure was brought to.
    public let frame: TemplateFrame
    /// What a template will remember of the exposure.
    public internal(set) var input: CoaddInput
    /// Values, variances and planes; a pixel counts where it is usable.
    public internal(set) var image: MaskedImage
    /// The same matched to the target PSF, by which exposures are compared; NaN where it cannot be. Near light sharper than
    /// stars, such as a cosmic ray's, the highest value about. Nil without a target.
    public internal(set) var matched: Image<Float>?
    /// The PSF at the places of the frame's grid; nil where the map leads nowhere.
    let psfs: [WarpedNode?]

    /// The PSF at a place of the frame's grid, of sum 1, and whether the exposure reaches there.
    public func psf(atPlace n: Int) -> (image: Image<Float>, isCovered: Bool)? {
        psfs.indices.contains(n) ? psfs[n] : nil
    }
}
