/// The cards of an HDU, in their order.
public struct Header: Sendable, Hashable {
    public var cards: [Card]

    public init(_ cards: [Card] = []) { self.cards = cards }

    /// The value of the first card `keyword`. Complexity: O(cards).
    public subscript(keyword: String) -> CardValue? { cards.first { $0.keyword == keyword }?.value }

    public func string(_ keyword: String) -> String? {
        if case .string(let text) = self[keyword] { text } else { nil }
    }

    public func integer(_ keyword: String) -> Int64? {
        switch self[keyword] {
        case .integer(let value): value
        case .real(let value): Int64(exactly: value)
        default: nil
        }
    }

    public func real(_ keyword: String) -> Double? {
        switch self[keyword] {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }

    public func logical(_ keyword: String) -> Bool? {
        if case .logical(let value) = self[keyword] { value } else { nil }
    }
}
