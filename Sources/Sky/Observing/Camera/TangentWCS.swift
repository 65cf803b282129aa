public import SkyMath

/// A TAN projection as FITS writes it: `CRPIX` from 1, `CRVAL` and `CD` in degrees.
///
/// Source: Calabretta and Greisen 2002, doi:10.1051/0004-6361:20021327.
public struct TangentWCS: Sendable, Hashable {
    /// `CRPIX1`: pixel x of the reference place, from 1.
    public var crpix1: Double
    /// `CRPIX2`: pixel y of the reference place, from 1.
    public var crpix2: Double
    /// `CRVAL1` and `CRVAL2`: the reference place, degrees.
    public var crval: SkyPosition
    /// `CD1_1`, degrees a pixel.
    public var cd11: Double
    /// `CD1_2`, degrees a pixel.
    public var cd12: Double
    /// `CD2_1`, degrees a pixel.
    public var cd21: Double
    /// `CD2_2`, degrees a pixel.
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
