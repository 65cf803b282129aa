/// How a coadd is made: what its first exposures decide, and stays so for those added later.
public struct CoaddSettings: Sendable, Hashable {
    /// Pixels along a side of a patch, overlaps left out; nil for one patch that holds all exposures.
    public var patchSize: Int?
    /// arcsec; nil for that of the first exposure.
    public var pixelScale: Double?
    /// An image whose pixels the coadd gets, instead of patches.
    public var pixelsOf: ImagePath?
    /// Whether exposures are brought to one PSF.
    public var isMatched = false
    /// Whether satellites, ghosts, cosmic rays and moving objects are left out.
    public var rejects = true
    /// Nil for the card FILTER.
    public var band: String?
    /// AB magnitude of a flux of 1 in the exposures; nil for the card MAGZERO.
    public var zeroPoint: Double?
    /// Side in pixels of the cells in which each exposure's sky is measured.
    public var skyCell = 256

    /// The defaults: one patch that holds all exposures.
    public init() {}
}
