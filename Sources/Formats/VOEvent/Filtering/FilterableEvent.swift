public import Bytes

/// An event held ready for one filter after another.
///
/// It need not be a valid event, only well-formed. It belongs to one task.
public final class FilterableEvent {
    let document: XMLDocument
    /// The `ivorn` of the root, as it is written.
    public let ivorn: String?

    /// - Throws: `VOEventError` with the line where the text is not well-formed or goes beyond `limits`.
    public init(xml: Bytes, limits: XMLLimits = .standard) throws(VOEventError) {
        document = try XMLDocument(xml, limits: limits)
        ivorn = document.rootAttribute("ivorn")
    }

    /// Whether the filter wants this event.
    ///
    /// - Throws: `VOEventError` where the expression asks for more work than is given to it.
    /// - Complexity: at most 200,000 steps, where a text of 100 bytes that a function reads counts as one more.
    public func satisfies(_ filter: XPathFilter) throws(VOEventError) -> Bool {
        try XPathEvaluation(on: self).isTrue(filter)
    }
}
