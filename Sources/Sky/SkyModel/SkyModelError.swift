/// What was wrong with something given to the sky model.
public struct SkyModelError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A sentence that names the thing, and the line where there is one.
    public let description: String

    public init(_ description: String) { self.description = description }
}
