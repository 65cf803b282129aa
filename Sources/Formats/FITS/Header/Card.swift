/// One line of a header.
public struct Card: Sendable, Hashable {
    /// The card's name, such as `NAXIS1`.
    public var keyword: String
    /// Nil for commentary cards (`COMMENT`, `HISTORY`, blank) and for keywords without a value.
    public var value: CardValue?
    /// What follows the slash, or the text of a commentary card.
    public var comment: String

    /// Nothing is checked here.
    public init(_ keyword: String, _ value: CardValue?, _ comment: String = "") {
        self.keyword = keyword
        self.value = value
        self.comment = comment
    }
}

/// The value of a card.
public enum CardValue: Sendable, Hashable {
    case string(String)
    case integer(Int64)
    case real(Double)
    case logical(Bool)
    /// Anything else, such as a complex number, as written.
    case other(String)
}
