/// Why bytes could not be sent or received.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Host and port, folder or URL.
    public var target: String
    /// A whole sentence that says what to do.
    public var detail: String
    /// Trying again may help.
    public var isTransient: Bool

    public init(_ target: String, _ detail: String, isTransient: Bool = false) {
        self.target = target
        self.detail = detail
        self.isTransient = isTransient
    }

    public var description: String { "\(target): \(detail)" }
}
