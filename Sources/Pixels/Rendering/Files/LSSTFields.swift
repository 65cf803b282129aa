internal import FITS
internal import Imaging

/// The cards of LSST's stamps, and where in the file those lie that change.
struct LSSTFields: Sendable {
    private let cut: (x: Int, y: Int)
    private let reference: (x: Int, y: Int)
    private let matrix: (xx: Int, xy: Int, yx: Int, yy: Int)
    private let sky: (ra: Int, dec: Int)
    private let rotation: Int?

    init(_ header: HeaderBlock) {
        let place = { (keyword: String) -> Int in header.fields[keyword] ?? 0 }
        cut = (place("CUTMINX"), place("CUTMINY"))
        reference = (place("CRPIX1"), place("CRPIX2"))
        matrix = (place("PC1_1"), place("PC1_2"), place("PC2_1"), place("PC2_2"))
        sky = (place("CRVAL1"), place("CRVAL2"))
        rotation = header.fields["ROTPA"]
    }

    func write(_ place: StampPlace, to file: UnsafeMutableRawPointer) {
        CardNumber.write(place.cutMinimum.x, to: file + cut.x)
        CardNumber.write(place.cutMinimum.y, to: file + cut.y)
        CardNumber.write(place.wcs.referenceX + 1, to: file + reference.x)
        CardNumber.write(place.wcs.referenceY + 1, to: file + reference.y)
        CardNumber.write(place.wcs.cd11, to: file + matrix.xx)
        CardNumber.write(place.wcs.cd12, to: file + matrix.xy)
        CardNumber.write(place.wcs.cd21, to: file + matrix.yx)
        CardNumber.write(place.wcs.cd22, to: file + matrix.yy)
        CardNumber.write(place.wcs.ra, to: file + sky.ra)
        CardNumber.write(place.wcs.dec, to: file + sky.dec)
        if let rotation { CardNumber.write(place.rotationAngle ?? 0, to: file + rotation) }
    }

    static func primary(
        width: Int, height: Int, hasRotation: Bool, namesProjection: Bool = false
    ) -> HeaderBlock {
        var block = HeaderBlock()
        block.add("SIMPLE", "T", "conforms to FITS standard")
        image(&block, bits: -32, width: width, height: height)
        block.add("EXTEND", "T")
        for keyword in ["CUTMINX", "CUTMINY"] { block.add(keyword, "0") }
        if hasRotation { block.add("ROTPA", "0.0", "Pos angle in deg of focal plane +Y wrt North") }
        block.add("BUNIT", text: "nJy")
        block.add("WCSAXES", "2", "Number of coordinate axes")
        for axis in 1...2 { block.add("CRPIX\(axis)", "0.0", "Pixel coordinate of reference point") }
        for element in ["1_1", "1_2", "2_1", "2_2"] {
            block.add("PC\(element)", "0.0", "Coordinate transformation matrix element")
        }
        for axis in 1...2 { block.add("CDELT\(axis)", "1.0", "Coordinate increment at reference point") }
        for axis in 1...2 { block.add("CRVAL\(axis)", "0.0", "Coordinate value at reference point") }
        if namesProjection { projection(&block) }
        block.add("LATPOLE", "90.0", "[deg] Native latitude of celestial pole")
        block.add("MJDREF", "0.0", "[d] MJD of fiducial time")
        return block
    }

    private static func projection(_ block: inout HeaderBlock) {
        block.add("CTYPE1", text: "RA---TAN", "Right ascension, gnomonic projection")
        block.add("CTYPE2", text: "DEC--TAN", "Declination, gnomonic projection")
        for axis in 1...2 { block.add("CUNIT\(axis)", text: "deg") }
    }

    static func uncertainty(width: Int, height: Int) -> HeaderBlock {
        var block = fileExtension(bits: -32, width: width, height: height)
        block.add("UTYPE", text: "VarianceUncertainty")
        block.add("EXTNAME", text: "UNCERT", "extension name")
        return block
    }

    static func pointSpread(side: Int) -> HeaderBlock {
        var block = fileExtension(bits: -64, width: side, height: side)
        block.add("EXTNAME", text: "PSFIMAGE", "extension name")
        return block
    }

    static func mask(width: Int, height: Int, names: ArraySlice<String>) -> HeaderBlock {
        var block = fileExtension(bits: 32, width: width, height: height)
        for (bit, name) in names.enumerated() { block.add("MP_\(name)", "\(bit)") }
        block.add("EXTNAME", text: "MASK", "extension name")
        return block
    }

    private static func fileExtension(bits: Int, width: Int, height: Int) -> HeaderBlock {
        var block = HeaderBlock()
        block.add("XTENSION", text: "IMAGE", "Image extension")
        image(&block, bits: bits, width: width, height: height)
        block.add("PCOUNT", "0", "number of parameters")
        block.add("GCOUNT", "1", "number of groups")
        return block
    }

    static func image(_ block: inout HeaderBlock, bits: Int, width: Int, height: Int) {
        block.add("BITPIX", String(bits), "array data type")
        block.add("NAXIS", "2", "number of array dimensions")
        block.add("NAXIS1", String(width))
        block.add("NAXIS2", String(height))
    }
}
