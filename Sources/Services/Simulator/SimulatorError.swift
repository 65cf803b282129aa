/// Why something cannot be simulated, in words that say what to do.
public struct SimulatorError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
