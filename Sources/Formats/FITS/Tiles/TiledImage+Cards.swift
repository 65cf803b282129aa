extension TiledImage {
    /// A header for the decompressor: what it needs, from values that have been checked. Nothing else of the file's
    /// header reaches it.
    func cards() throws(FITSError) -> [Card] {
        var cards = [
            Card("XTENSION", .string("BINTABLE")), Card("BITPIX", .integer(8)), Card("NAXIS", .integer(2)),
            Card("NAXIS1", .integer(Int64(table.rowBytes))), Card("NAXIS2", .integer(Int64(table.rowCount))),
            Card("PCOUNT", .integer(Int64(hdu.data.count - table.rowBytes * table.rowCount))),
            Card("GCOUNT", .integer(1)), Card("TFIELDS", .integer(Int64(table.columns.count))),
        ]
        for column in table.columns {
            cards.append(Card("TTYPE\(column.index + 1)", .string(column.name.uppercased())))
            cards.append(Card("TFORM\(column.index + 1)", .string(Self.form(column))))
        }
        if table.heapStart != table.rowBytes * table.rowCount {
            cards.append(Card("THEAP", .integer(Int64(table.heapStart))))
        }
        cards += [
            Card("ZIMAGE", .logical(true)), Card("ZBITPIX", .integer(Int64(format.rawValue))),
            Card("ZNAXIS", .integer(Int64(grid.shape.count))), Card("ZCMPTYPE", .string(method.rawValue)),
        ]
        for axis in grid.shape.indices {
            cards.append(Card("ZNAXIS\(axis + 1)", .integer(Int64(grid.shape[axis]))))
            cards.append(Card("ZTILE\(axis + 1)", .integer(Int64(grid.tile[axis]))))
        }
        return cards + riceCards() + (try quantisationCards()) + (try scalingCards())
    }

    private static func form(_ column: TableColumn) -> String {
        switch column.place.storage {
        case .heap32: "1P\(column.type.rawValue)"
        case .heap64: "1Q\(column.type.rawValue)"
        case .fixed, .text: "\(column.elementCount ?? 1)\(column.type.rawValue)"
        }
    }

    private func riceCards() -> [Card] {
        guard method == .rice else { return [] }
        return [
            Card("ZNAME1", .string("BLOCKSIZE")), Card("ZVAL1", .integer(Int64(rice.block))),
            Card("ZNAME2", .string("BYTEPIX")), Card("ZVAL2", .integer(Int64(rice.pixelBytes))),
        ]
    }

    /// How floats were made integers.
    private func quantisationCards() throws(FITSError) -> [Card] {
        var cards: [Card] = []
        if let name = hdu.header.string("ZQUANTIZ") {
            guard ["NONE", "NO_DITHER", "SUBTRACTIVE_DITHER_1", "SUBTRACTIVE_DITHER_2"].contains(name) else {
                throw hdu.fault(.unsupported, "quantisation '\(name.prefix(24))' is not known", "ZQUANTIZ")
            }
            cards.append(Card("ZQUANTIZ", .string(name)))
            if let seed = hdu.header.integer("ZDITHER0") {
                guard (1...10_000).contains(seed) else {
                    throw hdu.fault(.malformed, "must be 1 to 10,000", "ZDITHER0")
                }
                cards.append(Card("ZDITHER0", .integer(seed)))
            } else if name.hasPrefix("SUB") {
                throw hdu.fault(.malformed, "a dithered image needs its seed", "ZDITHER0")
            }
        }
        return cards
    }

    private func scalingCards() throws(FITSError) -> [Card] {
        var cards: [Card] = []
        for keyword in ["ZSCALE", "ZZERO", "BSCALE", "BZERO"] where hdu.header[keyword] != nil {
            guard let value = hdu.header.real(keyword), value.isFinite else {
                throw hdu.fault(.malformed, "must be a number", keyword)
            }
            cards.append(Card(keyword, .real(value)))
        }
        for keyword in ["ZBLANK", "BLANK"] where hdu.header[keyword] != nil {
            guard let value = hdu.header.integer(keyword), let short = Int32(exactly: value) else {
                throw hdu.fault(.malformed, "must be an integer of 32 bits", keyword)
            }
            cards.append(Card(keyword, .integer(Int64(short))))
        }
        return cards
    }
}
