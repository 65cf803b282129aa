public import FITS

/// Where a stamp lies on the detector and on the sky.
public struct StampPlace: Sendable, Hashable {
    /// Detector column and row of the stamp's first pixel, from 0.
    public var firstColumn: Int
    /// Detector row of the same pixel, from 0.
    public var firstRow: Int
    /// The map onto the sky near the source; its reference point is the source, in pixels of the stamp from 0.
    public var wcs: WCS
    /// Position angle of the focal plane's +y, degrees from north; left out of the file where nil.
    public var rotationAngle: Double?

    /// Columns and rows count from 0; without an angle none is written.
    public init(firstColumn: Int, firstRow: Int, wcs: WCS, rotationAngle: Double? = nil) {
        self.firstColumn = firstColumn
        self.firstRow = firstRow
        self.wcs = wcs
        self.rotationAngle = rotationAngle
    }

    /// CUTMINX and CUTMINY as LSST writes them, one less than the first pixel: detector position = CUTMIN + FITS pixel.
    var cutMinimum: (x: Int, y: Int) { (firstColumn &- 1, firstRow &- 1) }
}
