public import FITS

/// Pixels with what is known of them. Rows run from the bottom, x fastest: pixel (x, y) is `pixels[y * width + x]`.
public struct StampImage: Sendable, Hashable {
    /// Pixels in a row.
    public var width: Int
    /// Number of rows.
    public var height: Int
    /// In `unit`; NaN where there is no measurement.
    public var pixels: [Float]
    /// BUNIT, such as `nJy` (LSST) or `DN` (ZTF).
    public var unit: String?
    /// Where the pixels lie on the sky; ZTF's stamps do not tell.
    public var wcs: WCS?
    /// Position angle of the focal plane's y axis, degrees from north (ROTPA).
    public var rotationAngle: Double?
    /// Variance of each pixel, `unit` squared (UNCERT).
    public var variance: [Float]?
    /// Bits of each pixel (MASK).
    public var mask: [Int32]?
    /// The point spread function at the detection (PSFIMAGE).
    public var psf: PointSpreadFunction?

    /// Fields as given, `pixels` being `width` x `height`; all else nil.
    public init(width: Int, height: Int, pixels: [Float]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }
}

/// The image of a point, drawn on pixels of the same size as the stamp's.
public struct PointSpreadFunction: Sendable, Hashable {
    /// Pixels in a row.
    public var width: Int
    /// Number of rows.
    public var height: Int
    /// x fastest.
    public var pixels: [Double]

    /// Fields as given, `pixels` being `width` x `height`.
    public init(width: Int, height: Int, pixels: [Double]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }
}

extension StampImage {
    /// Planes of another size than the image are left out.
    init?(_ file: FITSFile) {
        guard let hdu = file.firstImage, hdu.shape.count == 2, hdu.width > 0, hdu.height > 0 else { return nil }
        self.init(width: hdu.width, height: hdu.height, pixels: hdu.floats())
        unit = hdu.header.string("BUNIT")
        wcs = WCS(hdu.header)
        rotationAngle = hdu.header.real("ROTPA")
        variance = Self.plane("UNCERT", of: file, like: hdu)?.floats()
        mask = Self.plane("MASK", of: file, like: hdu)?.doubles().map { Int32(exactly: $0) ?? 0 }
        if let image = file["PSFIMAGE"], image.isImage, image.shape.count == 2 {
            psf = PointSpreadFunction(width: image.width, height: image.height, pixels: image.doubles())
        }
    }

    private static func plane(_ name: String, of file: FITSFile, like image: HDU) -> HDU? {
        file[name].flatMap { $0.isImage && $0.shape == image.shape ? $0 : nil }
    }
}
