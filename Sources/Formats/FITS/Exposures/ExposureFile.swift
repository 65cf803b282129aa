public import Bytes

/// A file of whole exposures: images that are plain or tile-compressed (RICE_1, GZIP_1, GZIP_2), gzipped or not.
///
/// Opening it reads the headers; an image is read and decoded when it is asked for, on the calling thread. Plain pixels are
/// decoded here, tiles through CFITSIO, which sees one HDU whose description has been checked and never a file's name.
/// Values: BSCALE and BZERO are applied; where an integer is BLANK (ZBLANK) or a float NaN, floats are NaN. Infinities
/// stay, but in images of floats that were rounded to integers to be compressed they are NaN.
/// Source: FITS Standard 4.0 (doi:10.1051/0004-6361/201015362).
public struct ExposureFile: Sendable {
    /// In the order of the file, the primary one first.
    public let hdus: [HDU]
    let limits: FITSLimits
    /// Where the images that were left out are.
    private let source: FileSource?

    /// - Throws: `FITSError` where it is no FITS file, ends early or is larger than `limits`. Complexity: O(headers),
    ///   O(contents) where it is gzipped.
    public init(_ file: Bytes, limits: FITSLimits = .exposure) throws(FITSError) {
        self.init(hdus: try FITSFile(file, limits: limits).hdus, source: nil, limits: limits)
    }

    init(hdus: [HDU], source: FileSource?, limits: FITSLimits) {
        (self.hdus, self.source, self.limits) = (hdus, source, limits)
    }

    /// The HDU that is meant.
    ///
    /// - Throws: `FITSError` that lists the extensions there are. Complexity: O(HDUs).
    public func hdu(_ selector: HDUSelector) throws(FITSError) -> HDU {
        if let hdu = find(selector) { return hdu }
        let names = hdus.prefix(60).enumerated().map { "\($0) \($1.name.isEmpty ? "(no name)" : $1.name)" }
        throw FITSError(.absent, "there is no \(selector); there are \(names.joined(separator: ", "))")
    }

    /// An image as floats. Complexity: O(pixels).
    ///
    /// - Throws: `FITSError` where it is absent, no image of two axes, too large or damaged.
    public func floats(_ selector: HDUSelector = .firstImage) throws(FITSError) -> FITSImage<Float> {
        try image(selector) { hdu throws(FITSError) in
            try hdu.isTiled ? TiledImage(hdu, limits: limits).floats() : hdu.floats()
        }
    }

    /// An image as doubles; 32-bit integers keep all of their digits. Errors as `floats`. Complexity: O(pixels).
    public func doubles(_ selector: HDUSelector = .firstImage) throws(FITSError) -> FITSImage<Double> {
        try image(selector) { hdu throws(FITSError) in
            try hdu.isTiled ? TiledImage(hdu, limits: limits).doubles() : hdu.doubles()
        }
    }

    /// An image of integers, such as mask planes; BLANK is a number like any other. Complexity: O(pixels).
    ///
    /// - Throws: `FITSError` as `floats`, and where pixels are floats, are scaled by other than a whole BZERO, or do
    ///   not fit 32 bits.
    public func int32s(_ selector: HDUSelector = .firstImage) throws(FITSError) -> FITSImage<Int32> {
        try image(selector) { hdu throws(FITSError) in
            try hdu.isTiled ? TiledImage(hdu, limits: limits).int32s() : hdu.int32s()
        }
    }

    private func image<Pixel>(
        _ selector: HDUSelector, _ decode: (HDU) throws(FITSError) -> [Pixel]
    ) throws(FITSError) -> FITSImage<Pixel> {
        let hdu = try hdu(selector)
        let shape = try hdu.flatShape(limits)
        return FITSImage(
            pixels: try pixels(hdu, decode), width: shape.width, height: shape.height, header: hdu.imageHeader)
    }

    /// Those that are still in the file are read in pieces, which need not all be in memory.
    private func pixels<Pixel>(_ hdu: HDU, _ decode: (HDU) throws(FITSError) -> [Pixel]) throws(FITSError) -> [Pixel] {
        guard let source, hdu.unreadCount > 0 else { return try decode(hdu) }
        var pixels: [Pixel] = []
        pixels.reserveCapacity(hdu.pixelCount)
        let (start, step) = (hdu.dataOffset, Self.piecePixels * hdu.format.byteCount)
        for offset in stride(from: 0, to: hdu.unreadCount, by: step) {
            var piece = hdu
            (piece.unreadCount, piece.dataOffset) = (0, start + offset)
            piece.data = try source.bytes(start + offset..<start + min(offset + step, hdu.unreadCount))
            pixels.append(contentsOf: try decode(piece))
        }
        return pixels
    }

    private static let piecePixels = 1 << 19

    private func find(_ selector: HDUSelector) -> HDU? {
        switch selector {
        case .number(let number): hdus.indices.contains(number) ? hdus[number] : nil
        case .name(let name): hdus.first { $0.name.lowercased() == name.lowercased() }
        case .version(let name, let version):
            hdus.first {
                $0.name.lowercased() == name.lowercased() && $0.header.integer("EXTVER") ?? 1 == Int64(version)
            }
        case .firstImage: hdus.first { $0.isTiled || ($0.isImage && $0.pixelCount > 0) }
        }
    }
}
