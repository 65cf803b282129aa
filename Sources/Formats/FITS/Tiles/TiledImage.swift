/// A tile-compressed image whose description has been checked: sizes, columns, and where the tiles lie in the heap.
///
/// Source: FITS Standard 4.0 (doi:10.1051/0004-6361/201015362), section 10.1.
struct TiledImage {
    let hdu: HDU
    let table: FITSTable
    let format: PixelFormat
    let grid: TileGrid
    let method: Method
    let rice: RiceCheck

    enum Method: String {
        case rice = "RICE_1"
        case gzip = "GZIP_1"
        case shuffledGzip = "GZIP_2"
    }

    /// - Throws: `FITSError` with the keyword, or the row's offset where a tile cannot be one. Complexity: O(tiles).
    init(_ hdu: HDU, limits: FITSLimits) throws(FITSError) {
        self.hdu = hdu
        table = try FITSTable(hdu)
        _ = try hdu.flatShape(limits)
        format = try Self.format(hdu)
        method = try Self.method(hdu)
        rice = RiceCheck(
            block: try Self.parameter("BLOCKSIZE", of: hdu, [16, 32, 64]) ?? 32,
            pixelBytes: try Self.parameter("BYTEPIX", of: hdu, [1, 2, 4]) ?? 4)
        grid = try TileGrid(hdu)
        try checkBacking()
        try TileCheck(image: self).run()
    }

    private static func format(_ hdu: HDU) throws(FITSError) -> PixelFormat {
        guard let bits = hdu.header.integer("ZBITPIX"), let format = PixelFormat(rawValue: Int(clamping: bits)) else {
            throw hdu.fault(.malformed, "must be 8, 16, 32, -32 or -64", "ZBITPIX")
        }
        guard format != .int64 else {
            throw hdu.fault(.unsupported, "compressed integers of 64 bits are not read", "ZBITPIX")
        }
        return format
    }

    private static func method(_ hdu: HDU) throws(FITSError) -> Method {
        let name = hdu.header.string("ZCMPTYPE") ?? ""
        guard let method = Method(rawValue: name == "RICE_ONE" ? "RICE_1" : name) else {
            throw hdu.fault(
                .unsupported, "compression '\(name.prefix(20))' is not read; RICE_1, GZIP_1 and GZIP_2 are", "ZCMPTYPE")
        }
        return method
    }

    /// A parameter of the method, by the name that ZNAMEn gives it.
    private static func parameter(_ name: String, of hdu: HDU, _ allowed: Set<Int64>) throws(FITSError) -> Int? {
        guard let number = (1...9).first(where: { hdu.header.string("ZNAME\($0)") == name }) else { return nil }
        guard let value = hdu.header.integer("ZVAL\(number)"), allowed.contains(value) else {
            throw hdu.fault(.malformed, "\(name) must be one of \(allowed.sorted())", "ZVAL\(number)")
        }
        return Int(value)
    }

    /// Neither method makes less than a byte of 1,032; a header that claims more lies.
    private func checkBacking() throws(FITSError) {
        let claimed = grid.pixelCount * format.byteCount
        guard claimed / 1100 <= hdu.data.count else {
            throw hdu.fault(
                .malformed, "\(grid.pixelCount) pixels cannot come from \(hdu.data.count) bytes of tiles", "ZNAXIS1")
        }
        guard table.rowCount == grid.count else {
            throw hdu.fault(
                .malformed, "\(grid.count) tiles are wanted, the table has \(table.rowCount) rows", "NAXIS2")
        }
    }
}
