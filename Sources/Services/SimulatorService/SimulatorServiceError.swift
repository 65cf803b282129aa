/// Why the service cannot begin, in words that say what to do.
public struct SimulatorServiceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// For people, as it was given.
    public let description: String

    /// From words that say what to do.
    public init(_ description: String) { self.description = description }
}
