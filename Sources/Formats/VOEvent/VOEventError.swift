/// Why a text is no VOEvent, or no message of its transport.
public struct VOEventError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A whole sentence; names the element or attribute, and the line where it is known.
    public var description: String

    /// From a whole sentence.
    public init(_ description: String) { self.description = description }
}
