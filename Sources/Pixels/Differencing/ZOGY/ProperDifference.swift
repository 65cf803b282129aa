public import Imaging

/// Science less template by proper image subtraction (ZOGY): the statistic that is sufficient for what has changed by
/// point sources, where PSFs and sky noise are known.
///
/// Positions are those on the template. Fluxes are in the template's unit, of a PSF whose light is counted on
/// `TileOptions.psfSide` pixels a side. Source: Zackay, Ofek and Gal-Yam 2016, ApJ 830, 27
/// (doi:10.3847/0004-637X/830/1/27).
public struct ProperDifference: Sendable {
    /// D, its variance and its mask. D is in standard deviations of the sky's noise, which is white; 0 in masked pixels. The
    /// variance is 1 on blank sky and more where both images show light, divided as `pixelCalibration` says.
    ///
    /// Masks: every pixel keeps its planes of both images; those of `MaskPlanes.excluding` spread over a disc of
    /// `ProperOptions.maskRadius`, `saturated` over one of `saturatedRadius`. `edge` are the pixels nearer to the edge than
    /// `maskRadius`.
    public internal(set) var image: MaskedImage
    /// What does not change: the template's part of D in its unit of flux, without the fine structure that is noise.
    public internal(set) var scene: Image<Float>
    /// PD, the PSF of D; its sum is 1.
    public let psf: TilePSF
    /// S divided by the standard deviation that the sky's noise gives it: dimensionless, 0 in masked pixels.
    public internal(set) var score: Image<Float>
    /// The noise of `score`: of sky, sources, registration and model. At least 1, before calibration.
    public internal(set) var scoreNoise: Image<Float>
    /// Scorr: S/N of a point source centred on each pixel, `score` by `scoreNoise` and `scoreCalibration`.
    public internal(set) var significance: Image<Float>
    /// Scatter on blank sky of D by its standard deviation, and of `score` by `scoreNoise`, before they were divided by
    /// these; 1 where there are fewer than 1,000 blank pixels to tell, or it is not in 0.5 ... 2.
    public internal(set) var pixelCalibration = 1.0
    /// That of `score`.
    public internal(set) var scoreCalibration = 1.0
    /// Standard deviation of what PSFs and flux ratio leave of a star, as a share of the score that it has in either image:
    /// that which explains the scores at the stars of the match, at least their `sigmaRatio`.
    public let modelNoise: Double
    /// The numbers of each tile, row after row of `tileColumns` squares of `tileCore` pixels.
    public let tiles: [ProperTileTerms]
    /// Tiles in a row of `tiles`.
    public let tileColumns: Int
    /// Pixels of a side of the square that a tile stands for.
    public let tileCore: Int
    /// Variance that one unit of light has by itself in each image.
    let gains: (science: Double, template: Double)

    /// FD, FS and what follows from them at a position in pixels.
    public func terms(atX x: Double, y: Double) -> ProperTileTerms {
        let rows = tiles.count / tileColumns
        let column = max(0, min(Double(tileColumns - 1), (x / Double(tileCore)).rounded(.down)))
        let row = max(0, min(Double(rows - 1), (y / Double(tileCore)).rounded(.down)))
        return tiles[Int(row) * tileColumns + Int(column)]
    }
}
