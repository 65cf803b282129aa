/// How two images are subtracted properly; the defaults are meant for all images.
public struct ProperOptions: Sendable, Hashable {
    /// PSFs and noise of a tile are those of its middle.
    public var tiles = ProperOptions.defaultTiles
    /// Pixels around an unusable one of either image that are masked too.
    public var maskRadius = 5.0
    /// The same around a saturated one.
    public var saturatedRadius = 13.0
    /// What is not known of the value of an unusable pixel, as a share of it: noise by which what is near counts less.
    public var unknownShare = 0.3
    /// The same of a saturated pixel, which lacks light.
    public var saturatedShare = 1.0
    /// Frequencies of which a PSF has less than this share of its light are taken as without phase: what a measured PSF
    /// has there is noise, by which bright pixels would be spread over a whole tile.
    public var faintestLight = 1e-3

    /// The defaults; ranges are checked where they are used.
    public init() {}

    private static let defaultTiles: TileOptions = {
        var tiles = TileOptions()
        (tiles.size, tiles.core) = (160, 96)
        return tiles
    }()

    func check() throws {
        try tiles.check()
        guard (0...100).contains(maskRadius), (0...100).contains(saturatedRadius), (0...1).contains(faintestLight),
            (0...10).contains(unknownShare), (0...10).contains(saturatedShare)
        else { throw DifferencingError(.parameter, "a proper subtraction that is out of range: \(self)") }
    }
}
