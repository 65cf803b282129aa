/// The cards of a header that say where its pixels lie on the sky: of the first two axes and the primary system.
///
/// Nothing else reaches WCSLIB, whose parser makes room for as many axes and terms as any card names.
enum WCSCards {
    /// Cards of the right type, with indices that exist. Coordinates in look-up tables are left out.
    static func select(_ header: Header) -> [Card] {
        header.cards.compactMap { card in
            switch card.value {
            case .string(let text) where isText(card.keyword):
                Card(card.keyword, .string(String(text.prefix(68))))
            case .integer(let value) where isNumber(card.keyword):
                Card(card.keyword, isWhole(card.keyword) ? order(value) : .real(Double(value)))
            case .real(let value) where isNumber(card.keyword) && value.isFinite && !isWhole(card.keyword):
                Card(card.keyword, .real(value))
            default: nil
            }
        }
    }

    /// - Throws: `FITSError` where a card of the linear part has a value that is no number: it would count as absent.
    static func check(_ header: Header) throws(FITSError) {
        for card in header.cards where isNumber(card.keyword) && linear.contains(where: card.keyword.hasPrefix) {
            switch card.value {
            case .integer: continue
            case .real(let value) where value.isFinite: continue
            case .other(let text) where text.allSatisfy(\.isWhitespace): continue
            default: throw FITSError(.malformed, "the value is no number", keyword: card.keyword)
            }
        }
    }

    private static func isText(_ keyword: String) -> Bool {
        ["CTYPE1", "CTYPE2", "CUNIT1", "CUNIT2", "RADESYS", "RADECSYS"].contains(keyword)
    }

    private static func isWhole(_ keyword: String) -> Bool { keyword.hasSuffix("_ORDER") }

    /// The SIP convention's polynomials have degrees up to 9.
    private static func order(_ value: Int64) -> CardValue { .integer(min(max(value, 0), 9)) }

    private static func isNumber(_ keyword: String) -> Bool {
        if plain.contains(keyword) { return true }
        let stem = keyword.prefix { !$0.isNumber }
        let indices = keyword.dropFirst(stem.count).split(separator: "_", omittingEmptySubsequences: false)
            .map { $0.count <= 2 ? UInt8($0) ?? .max : .max }
        switch (String(stem), indices.count) {
        case ("CRVAL", 1), ("CRPIX", 1), ("CDELT", 1), ("CROTA", 1): return (1...2).contains(indices[0])
        case ("CD", 2), ("PC", 2): return (1...2).contains(indices[0]) && (1...2).contains(indices[1])
        case ("PV", 2): return (1...2).contains(indices[0]) && indices[1] < 40
        case ("A_", 2), ("B_", 2), ("AP_", 2), ("BP_", 2): return Int(indices[0]) + Int(indices[1]) <= 9
        default: return false
        }
    }

    private static let linear = ["CRVAL", "CRPIX", "CDELT", "CD1_", "CD2_", "PC1_", "PC2_"]

    private static let plain: Set<String> = [
        "LONPOLE", "LATPOLE", "EQUINOX", "EPOCH", "A_ORDER", "B_ORDER", "AP_ORDER", "BP_ORDER", "A_DMAX", "B_DMAX",
    ]
}
