internal import Bytes

/// Checks the tiles of an image one by one, so that a decompressor never sees more than its buffers hold.
struct TileCheck {
    let image: TiledImage

    func run() throws(FITSError) {
        guard image.table.column(ifAny: "COMPRESSED_DATA") != nil else {
            throw image.hdu.fault(.malformed, "there is no column COMPRESSED_DATA", "TTYPEn")
        }
        for column in image.table.columns { try check(column) }
    }

    private func check(_ column: TableColumn) throws(FITSError) {
        switch column.name.uppercased() {
        case "COMPRESSED_DATA": try checkTiles(column, isGzip: image.method != .rice)
        case "GZIP_COMPRESSED_DATA": try checkTiles(column, isGzip: true)
        case "UNCOMPRESSED_DATA": try checkPlain(column)
        case "ZSCALE", "ZZERO": try demand(column, column.type == .double && column.elementCount == 1, "1D")
        case "ZBLANK": try demand(column, column.type == .int32 && column.elementCount == 1, "1J")
        default: throw image.table.fault("a column that no tile-compressed image has", column, image.hdu.headerOffset)
        }
    }

    private func demand(_ column: TableColumn, _ isRight: Bool, _ wanted: String) throws(FITSError) {
        if !isRight { throw image.table.fault("must be \(wanted)", column, image.hdu.headerOffset) }
    }

    private func checkTiles(_ column: TableColumn, isGzip: Bool) throws(FITSError) {
        try demand(column, column.type == .byte && column.elementCount == nil, "1PB or 1QB")
        for row in 0..<image.table.rowCount {
            let tile = try image.table.elements(row: row, column)
            let room = image.grid.pixels(ofTile: row) * max(4, image.format.byteCount)
            guard tile.count <= room + room / 4 + 1024 else { throw fault(row, "is longer than its pixels", tile) }
            if tile.count == 0 { continue }
            if isGzip { try checkGzip(tile, row, room: room) } else { try checkRice(tile, row) }
        }
    }

    /// Inflates the tile once: CFITSIO 4.2 never comes back from gzip that ends early, and knows no bound.
    private func checkGzip(_ tile: TableElements, _ row: Int, room: Int) throws(FITSError) {
        let bytes = image.hdu.data.slice(tile.offset..<tile.offset + tile.count)
        guard Gzip.isGzip(bytes) else { throw fault(row, "is not gzip", tile) }
        do { _ = try Gzip.inflate(bytes, limit: room) } catch {
            throw fault(row, "cannot be inflated: \(error.message)", tile)
        }
    }

    private func checkRice(_ tile: TableElements, _ row: Int) throws(FITSError) {
        let isComplete = image.hdu.data.withUnsafeBytes {
            image.rice.isComplete(
                UnsafeRawBufferPointer(rebasing: $0[tile.offset..<tile.offset + tile.count]),
                pixels: image.grid.pixels(ofTile: row))
        }
        if !isComplete { throw fault(row, "ends before its pixels, or is no Rice code", tile) }
    }

    private func checkPlain(_ column: TableColumn) throws(FITSError) {
        try demand(column, column.elementCount == nil && column.type.byteCount > 0, "a column of arrays")
        for row in 0..<image.table.rowCount {
            let tile = try image.table.elements(row: row, column)
            guard tile.count == 0 || tile.count == image.grid.pixels(ofTile: row),
                column.type.byteCount <= image.format.byteCount
            else { throw fault(row, "has another number of pixels than its tile", tile) }
        }
    }

    private func fault(_ row: Int, _ message: String, _ tile: TableElements) -> FITSError {
        FITSError(
            .malformed, "tile \(row) \(message)", offset: image.hdu.dataOffset + tile.offset, hdu: image.hdu.number)
    }
}
