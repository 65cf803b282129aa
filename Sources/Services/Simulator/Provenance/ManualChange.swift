/// A change of a fault that somebody made while a run went on.
public struct ManualChange: Sendable, Hashable, Codable {
    /// The first visit that it held for, within the run from 1.
    public var visit: Int
    /// Place of the fault in the scenario, from 0.
    public var fault: Int
    /// What was changed, by key and as a scenario writes it: `probability`: `0.5`.
    public var values: [String: String]

    /// As it was made.
    public init(visit: Int, fault: Int, values: [String: String]) {
        self.visit = visit
        self.fault = fault
        self.values = values
    }
}
