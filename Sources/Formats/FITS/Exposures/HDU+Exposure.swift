extension HDU {
    /// Whether a table holds a tile-compressed image (FITS Standard 4.0, section 10.1).
    public var isTiled: Bool { isTable && header.logical("ZIMAGE") == true }

    /// Pixels along each axis, x first; of a tile-compressed image those of the image.
    public var imageShape: [Int] {
        guard isTiled else { return shape }
        return (0..<Int(clamping: min(max(header.integer("ZNAXIS") ?? 0, 0), 999))).map {
            Int(clamping: header.integer("ZNAXIS\($0 + 1)") ?? 0)
        }
    }

    /// Width and height of an image of one or two axes; further axes must have a length of 1.
    ///
    /// - Throws: `FITSError` where there is no such image, or one of more pixels than `limits`.
    func flatShape(_ limits: FITSLimits) throws(FITSError) -> (width: Int, height: Int) {
        let prefix = isTiled ? "Z" : ""
        guard isImage || isTiled else {
            throw fault(.malformed, "not an image but \(header.string("XTENSION") ?? "another structure")", "XTENSION")
        }
        let shape = imageShape
        guard let width = shape.first, width > 0 else {
            throw fault(.malformed, "the image has no pixels", prefix + "NAXIS")
        }
        guard shape.dropFirst(2).allSatisfy({ $0 == 1 }) else {
            throw fault(.unsupported, "an image of \(shape.count) axes, not of two", prefix + "NAXIS")
        }
        let height = shape.count > 1 ? shape[1] : 1
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        guard height > 0, !overflow, count <= limits.pixels else {
            throw fault(
                height > 0 ? .limit : .malformed,
                "an image of \(width) x \(height) pixels; the limit is \(limits.pixels)", prefix + "NAXIS2")
        }
        return (width, height)
    }

    func fault(_ code: FITSError.Code, _ message: String, _ keyword: String) -> FITSError {
        FITSError(code, message, offset: headerOffset, hdu: number, keyword: keyword)
    }
}
