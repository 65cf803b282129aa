/// Why the service cannot begin, in words that say what to do.
public struct SimulatorServiceError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
