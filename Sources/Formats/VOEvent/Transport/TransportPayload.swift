public import Bytes

/// What one frame of the transport holds.
public enum TransportPayload: Sendable, Hashable {
    case message(TransportMessage)
    case event(VOEvent)

    /// - Throws: `VOEventError` with the line where the text is neither.
    public init(xml: Bytes, limits: XMLLimits = .standard) throws(VOEventError) {
        let root = try XMLElement(parsing: xml, limits: limits)
        self = root.name == "Transport" ? .message(try TransportMessage(root)) : .event(try VOEvent(root))
    }
}
