/// What a subscriber asks for, in the words of XPath 1.0; the prefix `voe` is VOEvent 2.0's namespace.
///
/// Paths begin at the root element, so `//Param[@name="SNR" and @value > 10]`, `Who/AuthorIVORN` and
/// `/voe:VOEvent[@role="observation"]` are expressions that fit. As XPath has it, a result holds where it is true, a
/// number other than 0, a text that is not empty, or a set with a node in it.
public struct XPathFilter: Sendable, Hashable, CustomStringConvertible {
    /// As it was given, at most `maximumLength` bytes of UTF-8.
    public let expression: String

    /// Bytes of UTF-8 of an expression.
    public static let maximumLength = 2000

    /// - Throws: `VOEventError` where the expression is no XPath, or is too long.
    public init(_ expression: String) throws(VOEventError) {
        guard expression.utf8.count <= Self.maximumLength else {
            throw VOEventError("An XPath filter of \(expression.utf8.count) bytes; \(Self.maximumLength) are taken.")
        }
        guard !expression.unicodeScalars.contains("\0") else { throw VOEventError("An XPath filter has a NUL.") }
        try XPathWords.check(expression)
        self.expression = expression
        try XPathEvaluation(on: Self.probe).check(self)
    }

    public var description: String { expression }

    /// An event that has nothing, to compile on.
    private static var probe: FilterableEvent {
        get throws(VOEventError) { try FilterableEvent(xml: VOEvent(ivorn: "ivo://tocsin/probe#0").xml()) }
    }
}
