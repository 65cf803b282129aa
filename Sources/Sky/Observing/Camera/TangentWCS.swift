public import SkyMath

/// A TAN projection as FITS writes it: `CRPIX` from 1, `CRVAL` and `CD` in degrees.
///
/// Source: Calabretta and Greisen 2002, doi:10.1051/0004-6361:20021327.
public struct TangentWCS: Sendable, Hashable {
    public var crpix1: Double
    public var crpix2: Double
    public var crval: SkyPosition
    public var cd11: Double
    public var cd12: Double
    public var cd21: Double
    public var cd22: Double

    init(crpix: (Double, Double), crval: SkyPosition, cd: (Double, Double, Double, Double)) {
        (crpix1, crpix2) = crpix
        self.crval = crval
        (cd11, cd12, cd21, cd22) = cd
    }

    /// The same projection for a cut-out whose first pixel is the detector's pixel (x, y).
    public func cutout(x: Int, y: Int) -> TangentWCS {
        var moved = self
        moved.crpix1 -= Double(x)
        moved.crpix2 -= Double(y)
        return moved
    }
}
