internal import Bytes

/// Reads a header up to its END card.
struct HeaderReader {
    static let block = 2880

    let bytes: Bytes
    let hdu: Int
    let limits: FITSLimits

    /// The header that begins at `start`, and the offset of the data that follows it.
    func read(at start: Int) throws(FITSError) -> (Header, dataStart: Int) {
        var cards: [Card] = []
        var offset = start
        while true {
            guard offset + CardParser.length <= bytes.count else {
                throw FITSError(.truncated, "the file ends before the header's END card", offset: offset, hdu: hdu)
            }
            let card = card(at: offset)
            offset += CardParser.length
            if card.keyword == "END", card.value == nil { break }
            guard cards.count < limits.cards else {
                throw FITSError(.limit, "a header of more than \(limits.cards) cards", offset: offset, hdu: hdu)
            }
            append(card, to: &cards)
        }
        return (Header(cards), start + (offset - start + Self.block - 1) / Self.block * Self.block)
    }

    private func card(at offset: Int) -> Card {
        bytes.withUnsafeBytes {
            CardParser.card(UnsafeRawBufferPointer(rebasing: $0[offset..<offset + CardParser.length]))
        }
    }

    /// Joins a CONTINUE card to a string that ends in `&`.
    private func append(_ card: Card, to cards: inout [Card]) {
        if card.keyword == "CONTINUE", case .string(let more) = card.value,
            let last = cards.last, case .string(let text) = last.value, text.hasSuffix("&")
        {
            let comment = last.comment.isEmpty ? card.comment : last.comment
            cards[cards.count - 1] = Card(last.keyword, .string(String(text.dropLast()) + more), comment)
        } else {
            cards.append(card)
        }
    }
}
