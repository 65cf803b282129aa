/// How large and how deep a text may be before it is refused.
public struct XMLLimits: Sendable, Hashable {
    /// Bytes of the whole text.
    public var bytes: Int
    /// Elements within one another.
    public var depth: Int
    /// Elements in all.
    public var elements: Int

    /// What Comet, the broker that most use, still takes: 99,999 bytes.
    public static let standard = XMLLimits()

    /// By default those of `standard`.
    public init(bytes: Int = 99_999, depth: Int = 32, elements: Int = 20_000) {
        self.bytes = bytes
        self.depth = depth
        self.elements = elements
    }
}
