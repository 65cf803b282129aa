internal import FITS

/// A header's card as JSON holds it.
struct CardRecord: Codable, Sendable, Hashable {
    var keyword: String
    var text: String?
    var number: Double?
    var integer: Int64?

    /// Nil for a card of another kind of value.
    init?(_ card: Card) {
        keyword = card.keyword
        switch card.value {
        case .string(let value): text = value
        case .real(let value): number = value
        case .integer(let value): integer = value
        default: return nil
        }
    }

    var card: Card {
        Card(keyword, text.map { .string($0) } ?? integer.map { .integer($0) } ?? number.map { .real($0) })
    }
}
