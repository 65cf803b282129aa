/// The cards of an HDU, in their order.
public struct Header: Sendable, Hashable {
    /// In the order in which they are written.
    public var cards: [Card]

    /// Cards are kept in this order.
    public init(_ cards: [Card] = []) { self.cards = cards }

    /// The value of the first card `keyword`. Complexity: O(cards).
    public subscript(keyword: String) -> CardValue? { cards.first { $0.keyword == keyword }?.value }

    /// The text of the first card `keyword`; nil where there is none, or its value is no string.
    public func string(_ keyword: String) -> String? {
        if case .string(let text) = self[keyword] { text } else { nil }
    }

    /// The whole number of the first card `keyword`, a real without a fraction too; nil for any other value.
    public func integer(_ keyword: String) -> Int64? {
        switch self[keyword] {
        case .integer(let value): value
        case .real(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// The number of the first card `keyword`, an integer too; nil for any other value.
    public func real(_ keyword: String) -> Double? {
        switch self[keyword] {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }

    /// T or F of the first card `keyword`; nil for any other value.
    public func logical(_ keyword: String) -> Bool? {
        if case .logical(let value) = self[keyword] { value } else { nil }
    }
}
