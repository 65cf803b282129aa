/// How an image is cut into tiles, x fastest.
struct TileGrid {
    let shape: [Int]
    let tile: [Int]

    /// - Throws: `FITSError` where a tile has no pixels or more along an axis than a tile may have.
    init(_ hdu: HDU) throws(FITSError) {
        shape = hdu.imageShape
        guard shape.count <= 6 else { throw hdu.fault(.unsupported, "more than 6 axes", "ZNAXIS") }
        var tile: [Int] = []
        for (axis, length) in shape.enumerated() {
            let keyword = "ZTILE\(axis + 1)"
            let written = hdu.header.integer(keyword) ?? (axis == 0 ? Int64(length) : 1)
            guard written > 0, written <= 1 << 30 else {
                throw hdu.fault(.malformed, "a tile needs a length of at least 1", keyword)
            }
            tile.append(min(Int(written), length))
        }
        self.tile = tile
    }

    /// The caller has checked that the product is no overflow.
    var pixelCount: Int { shape.reduce(1, *) }

    var count: Int { zip(shape, tile).reduce(1) { $0 * (($1.0 + $1.1 - 1) / $1.1) } }

    /// Pixels of the tile of a row of the table; those at the far edges are smaller.
    func pixels(ofTile row: Int) -> Int {
        var rest = row
        var pixels = 1
        for (length, side) in zip(shape, tile) {
            let across = (length + side - 1) / side
            pixels *= min(side, length - rest % across * side)
            rest /= across
        }
        return pixels
    }
}
