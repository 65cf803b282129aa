public import Imaging
public import SkyMath

/// What all exposures of a template are brought to: its pixels, band and unit, and how that is done.
public struct TemplateFrame: Sendable, Hashable {
    /// Pixels.
    public let width: Int
    /// Pixels along y.
    public let height: Int
    /// Exposures of another band are refused.
    public let band: String
    /// Magnitude (AB) of a source of flux 1 in the template's unit; 31.4 where that is 1 nJy.
    public let zeroPoint: Double
    /// How exposures are brought to these pixels.
    public let options: WarpOptions

    /// Throws `TemplatesError` unless sides are in 1 ... 65,536, the zero point finite and the options in their ranges.
    public init(
        width: Int, height: Int, band: String, zeroPoint: Double = ABMagnitude.zeroPoint,
        options: WarpOptions = WarpOptions()
    ) throws {
        guard (1...65_536).contains(width), (1...65_536).contains(height), zeroPoint.isFinite else {
            throw TemplatesError(.parameter, "a template of \(width) x \(height) pixels, zero point \(zeroPoint)")
        }
        try options.check()
        (self.width, self.height, self.band) = (width, height, band)
        (self.zeroPoint, self.options) = (zeroPoint, options)
    }

    /// The frame of a patch.
    public init(
        of patch: Patch, band: String, zeroPoint: Double = ABMagnitude.zeroPoint, options: WarpOptions = WarpOptions()
    ) throws {
        try self.init(
            width: patch.side, height: patch.side, band: band, zeroPoint: zeroPoint, options: options)
    }

    /// The places at which PSFs are kept.
    public var psfGrid: PSFGrid {
        PSFGrid(width: width, height: height, spacing: options.psfSpacing, side: options.psfSide)
    }

    /// All of its pixels; the first is (0, 0).
    public var bounds: PixelBox { PixelBox(x: 0, y: 0, width: width, height: height) }
}

/// How exposures are warped.
public struct WarpOptions: Sendable, Hashable {
    /// What pixels are resampled with.
    public var kernel: Lanczos = .three
    /// Side in pixels of the cells between whose corners the map is bilinear.
    public var mapStep = 16
    /// Side in pixels of the cells of each exposure's own sky, which is taken away; nil where that was done before.
    public var skyCell: Int? = 256
    /// Pixels along a side of the PSFs that are kept, odd, and pixels between them.
    public var psfSide = 41
    /// Pixels, about, between the places at which PSFs are kept.
    public var psfSpacing = 256
    /// What exposures are matched to so that they can be compared; without it no artefact is found.
    public var target: TargetPSF?
    /// Whether the light itself is matched to the target, so that all exposures have one PSF, and the template, too. Else
    /// only what is compared is, and the template keeps all that its sharper exposures tell.
    public var matchesLight = false
    /// Pixels about saturated ones in which an exposure is not compared with others.
    public var saturatedGrowth = 4

    /// The defaults, without a target; ranges are checked by `TemplateFrame`.
    public init() {}

    func check() throws {
        guard (1...64).contains(mapStep), skyCell.map({ $0 >= 8 }) ?? true, (5...127).contains(psfSide),
            psfSide % 2 == 1, (16...65_536).contains(psfSpacing), (0...100).contains(saturatedGrowth),
            target != nil || !matchesLight
        else { throw TemplatesError(.parameter, "options of a warp that are out of range: \(self)") }
        try target?.check()
    }
}
