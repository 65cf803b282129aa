/// The cards of a header that say where its pixels lie on the sky.
enum WCSCards {
    /// The cards of the primary system, strings shortened to one line. Coordinates in look-up tables are left out.
    static func select(_ header: Header) -> [Card] {
        header.cards.compactMap { card in
            guard isOne(card.keyword) else { return nil }
            switch card.value {
            case .integer, .real: return Card(card.keyword, card.value)
            case .string(let text): return Card(card.keyword, .string(String(text.prefix(68))))
            case .logical, .other, nil: return nil
            }
        }
    }

    private static func isOne(_ keyword: String) -> Bool {
        if plain.contains(keyword) { return true }
        let stem = keyword.prefix { !$0.isNumber }
        guard stem.count < keyword.count else { return false }
        return numbered.contains(String(stem)) && keyword.dropFirst(stem.count).allSatisfy { $0.isNumber || $0 == "_" }
    }

    private static let plain: Set<String> = [
        "WCSAXES", "LONPOLE", "LATPOLE", "RADESYS", "RADECSYS", "EQUINOX", "EPOCH", "A_ORDER", "B_ORDER", "AP_ORDER",
        "BP_ORDER", "A_DMAX", "B_DMAX",
    ]

    private static let numbered: Set<String> = [
        "CTYPE", "CUNIT", "CRVAL", "CRPIX", "CDELT", "CROTA", "CD", "PC", "PV", "PS", "NAXIS", "A_", "B_", "AP_", "BP_",
    ]
}
