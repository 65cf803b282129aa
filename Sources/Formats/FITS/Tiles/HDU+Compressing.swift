internal import Bytes
internal import CCFITSIO

extension HDU {
    /// This image as a table of compressed tiles, with the cards of its header. NaN stays NaN.
    ///
    /// - Throws: `FITSError` where it is no image of two axes, or has integers of 64 bits. Complexity: O(pixels).
    public func compressed(_ method: ImageCompression) throws(FITSError) -> HDU {
        guard isImage, !isTiled else { throw fault(.malformed, "not a plain image", "XTENSION") }
        let shape = try flatShape(FITSLimits(pixels: .max))
        guard format != .int64 else { throw fault(.unsupported, "integers of 64 bits cannot be compressed", "BITPIX") }
        let output = TileOutput(imageBytes: data.count)
        try CFITSIOCall.run("the image cannot be compressed", hdu: number) {
            output.write(self, width: shape.width, height: shape.height, method)
        }
        guard let table = try FITSFile(output.bytes(), limits: .exposure).hdus.last, table.isTiled else {
            throw fault(.library, "CFITSIO made no tiles", "ZIMAGE")
        }
        return withTiles(of: table)
    }

    private func withTiles(of table: HDU) -> HDU {
        let tiles = table.header.cards.filter { TileKeywords.isStructure($0.keyword) && $0.keyword != "ZTENSION" }
        let own = header.cards.filter { !TileKeywords.isStructure($0.keyword) && $0.keyword != "BLANK" }
        let blank = header["BLANK"].map { [Card("ZBLANK", $0), Card("BLANK", $0)] } ?? []
        return HDU(
            tableHeader: Header(tiles + blank + own), rowBytes: table.shape[0], rows: table.shape[1], data: table.data)
    }
}
