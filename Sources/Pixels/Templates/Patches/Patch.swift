public import Imaging
public import SkyMath

/// One patch of a tract: a square of pixels with a place on the sky.
public struct Patch: Sendable, Hashable {
    /// The tract that it is a part of.
    public let grid: PatchGrid
    /// Counted from 0, at low x.
    public let column: Int
    /// Counted from 0, at low y.
    public let row: Int

    /// Its pixels, overlaps included, in the tract's pixels.
    public var box: PixelBox { own.grown(by: grid.overlap) }

    /// Those that belong to no other patch, in the tract's pixels.
    public var own: PixelBox {
        PixelBox(
            x: column * grid.patchSize, y: row * grid.patchSize, width: grid.patchSize, height: grid.patchSize)
    }

    /// Pixels along a side, overlaps included.
    public var side: Int { grid.patchSize + 2 * grid.overlap }

    /// The patch's pixel of a position, (0, 0) the first pixel's centre; nil behind the plane. Complexity: O(1).
    public func pixel(of position: SkyPosition) -> (x: Double, y: Double)? {
        grid.pixel(of: position).map { ($0.x - Double(box.x), $0.y - Double(box.y)) }
    }

    /// The position of a pixel of the patch. Complexity: O(1).
    public func position(x: Double, y: Double) -> SkyPosition {
        grid.position(of: SIMD2(x + Double(box.x), y + Double(box.y)))
    }

    /// The corners of the outer edges of its pixels, from the first pixel's along x.
    public var corners: [SkyPosition] {
        let end = Double(side) - 0.5
        return [(-0.5, -0.5), (end, -0.5), (end, end), (-0.5, end)].map { position(x: $0.0, y: $0.1) }
    }

    /// Where pixels of the patch lie in an exposure, whose `pixel` gives the pixel of a position, nil for nowhere.
    public func map(to pixel: @escaping @Sendable (SkyPosition) -> (x: Double, y: Double)?) -> CoordinateMap {
        { x, y in pixel(position(x: x, y: y)) ?? (.nan, .nan) }
    }

    /// The patch's place on the sky as the header of its image says it.
    public var wcs: PatchWCS {
        PatchWCS(
            crpix1: grid.referenceX - Double(box.x) + 1, crpix2: grid.referenceY - Double(box.y) + 1,
            crval1: grid.centre.ra, crval2: grid.centre.dec, cdelt1: -grid.pixelScale / 3600,
            cdelt2: grid.pixelScale / 3600)
    }
}

/// Values of the keywords of a gnomonic system: CTYPE RA---TAN and DEC--TAN, CUNIT deg, RADESYS ICRS.
public struct PatchWCS: Sendable, Hashable {
    /// Pixel of the reference point, the first pixel's centre being 1.
    public let crpix1: Double
    /// The same along y.
    public let crpix2: Double
    /// Its position, ICRS, degrees.
    public let crval1: Double
    /// Declination of the reference point, ICRS, degrees.
    public let crval2: Double
    /// Degrees per pixel; the axes are not turned (CD1_1 and CD2_2, with CD1_2 = CD2_1 = 0).
    public let cdelt1: Double
    /// Degrees per pixel along y; above 0, as north is up.
    public let cdelt2: Double

    /// The real-valued keywords with their values.
    public var keywords: [(name: String, value: Double)] {
        [
            ("CRPIX1", crpix1), ("CRPIX2", crpix2), ("CRVAL1", crval1), ("CRVAL2", crval2), ("CD1_1", cdelt1),
            ("CD1_2", 0), ("CD2_1", 0), ("CD2_2", cdelt2),
        ]
    }

    /// The keywords whose values are texts.
    public static let texts: [(name: String, value: String)] = [
        ("CTYPE1", "RA---TAN"), ("CTYPE2", "DEC--TAN"), ("CUNIT1", "deg"), ("CUNIT2", "deg"), ("RADESYS", "ICRS"),
    ]
}
