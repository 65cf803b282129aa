extension HDU {
    /// The header of the image: of a tile-compressed one that of the image before it was compressed.
    public var imageHeader: Header {
        guard isTiled else { return header }
        var cards = [Card("XTENSION", .string("IMAGE")), Card("BITPIX", header["ZBITPIX"])]
        cards.append(Card("NAXIS", .integer(Int64(imageShape.count))))
        for (axis, length) in imageShape.enumerated() {
            cards.append(Card("NAXIS\(axis + 1)", .integer(Int64(length))))
        }
        cards += [Card("PCOUNT", .integer(0)), Card("GCOUNT", .integer(1))]
        if let blank = header["ZBLANK"], header["BLANK"] == nil { cards.append(Card("BLANK", blank)) }
        return Header(cards + header.cards.filter { !TileKeywords.isStructure($0.keyword) })
    }
}

/// The cards that describe a table of tiles rather than the image in them.
enum TileKeywords {
    static func isStructure(_ keyword: String) -> Bool {
        if fixed.contains(keyword) { return true }
        let name = keyword.prefix { !$0.isNumber }
        return name.count < keyword.count && numbered.contains(String(name))
    }

    private static let fixed: Set<String> = [
        "SIMPLE", "XTENSION", "BITPIX", "NAXIS", "PCOUNT", "GCOUNT", "TFIELDS", "THEAP", "EXTEND", "CHECKSUM",
        "DATASUM", "ZIMAGE", "ZCMPTYPE", "ZBITPIX", "ZNAXIS", "ZMASKCMP", "ZQUANTIZ", "ZDITHER", "ZSIMPLE",
        "ZTENSION", "ZEXTEND", "ZBLOCKED", "ZPCOUNT", "ZGCOUNT", "ZHECKSUM", "ZDATASUM", "ZBLANK", "ZSCALE", "ZZERO",
    ]

    private static let numbered: Set<String> = [
        "NAXIS", "TTYPE", "TFORM", "TUNIT", "TDIM", "TSCAL", "TZERO", "TNULL", "TDISP", "ZNAXIS", "ZTILE", "ZNAME",
        "ZVAL", "ZDITHER",
    ]
}
