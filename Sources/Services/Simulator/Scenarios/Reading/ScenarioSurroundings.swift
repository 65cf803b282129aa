/// What a scenario is held against beside its own text.
public struct ScenarioSurroundings: Sendable {
    /// Whether a file that the scenario names can be read, by its path as written.
    public var canRead: @Sendable (String) -> Bool
    /// When the run's packets are issued; nil where that is not known.
    public var issueTimes: @Sendable (Scenario) -> BurstTimes?

    /// By default every file can be read, and no time is known.
    public init(
        canRead: @escaping @Sendable (String) -> Bool = { _ in true },
        issueTimes: @escaping @Sendable (Scenario) -> BurstTimes? = { _ in nil }
    ) {
        (self.canRead, self.issueTimes) = (canRead, issueTimes)
    }
}
