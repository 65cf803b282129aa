public import Imaging

/// A difference whose noise is white again, and what it is searched with.
///
/// Values are in the template's unit of flux. Source: the decorrelation of Reiss and Lupton, LSST DMTN-021; the matched
/// filter is the best for a point source of known shape in white noise.
public struct WhiteDifference: Sendable {
    /// The difference D'; its variance V' where nothing has changed, from which the noise of a candidate itself is left
    /// out; the mask of the difference. Divided by what blank sky shows: see `pixelCalibration`.
    public var image: MaskedImage
    /// Signal to noise of a point source centred on each pixel, by the sky's noise alone.
    public var significance: Image<Float>
    /// What does not change at the resolution of `image`, without the fine structure that is noise.
    public var scene: Image<Float>
    /// The PSF of `image`.
    public let psf: TilePSF
    /// Scatters on blank sky, before they were divided out: of the significance and of the pixels.
    public let significanceCalibration: Double
    /// That of the pixels; 1 is right.
    public let pixelCalibration: Double
}

/// A PSF that is the same in each tile of an image.
public struct TilePSF: PSFModel {
    let core: Int
    let columns: Int
    let tiles: [GridPSF]

    /// The PSF of the tile that (x, y) lies in; beyond the image that of the nearest tile.
    public func image(atX x: Double, y: Double, side: Int, offsetX: Double, offsetY: Double) -> Image<Float> {
        tile(x, y).image(atX: x, y: y, side: side, offsetX: offsetX, offsetY: offsetY)
    }
}

extension TilePSF {
    /// The PSF's pixels in the tile of a position, centred.
    func values(atX x: Double, y: Double) -> Image<Float> { tile(x, y).values }

    fileprivate func tile(_ x: Double, _ y: Double) -> GridPSF {
        let rows = tiles.count / columns
        let column = max(0, min(Double(columns - 1), (x / Double(core)).rounded(.down)))
        let row = max(0, min(Double(rows - 1), (y / Double(core)).rounded(.down)))
        return tiles[Int(row) * columns + Int(column)]
    }
}
