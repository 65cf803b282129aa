internal import FITS
internal import Imaging
internal import SkyMath
internal import Templates

/// What all patches of a coadd have in common, as `tract.json` holds it.
struct CoaddTract: Codable, Sendable, Hashable {
    /// Of this form: 1.
    var version = 1
    var band: String
    /// AB magnitude of a flux of 1 in the coadd.
    var zeroPoint: Double
    /// One of both.
    var patches: Patches?
    var image: ImagePixels?
    var warping: Warping

    struct Patches: Codable, Sendable, Hashable {
        var ra: Double
        var dec: Double
        var columns: Int
        var rows: Int
        var patchSize: Int
        var overlap: Int
        /// arcsec.
        var pixelScale: Double
    }

    struct ImagePixels: Codable, Sendable, Hashable {
        var width: Int
        var height: Int
        var cards: [CardRecord]
    }

    struct Warping: Codable, Sendable, Hashable {
        var skyCell: Int
        var psfSide: Int
        var psfSpacing: Int
        /// FWHM in pixels of the Gaussian that exposures are matched to; nil where nothing is matched.
        var targetFWHM: Double?
        var kernelRadius: Int?
        var matchesLight: Bool
    }

    /// The warps' options.
    var options: WarpOptions {
        var options = WarpOptions()
        (options.skyCell, options.psfSide, options.psfSpacing) = (warping.skyCell, warping.psfSide, warping.psfSpacing)
        options.target = warping.targetFWHM.map { TargetPSF(fwhm: $0, kernelRadius: warping.kernelRadius ?? 12) }
        options.matchesLight = warping.matchesLight
        return options
    }
}
