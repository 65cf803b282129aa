/// What a scenario is held against beside its own text.
public struct ScenarioSurroundings: Sendable {
    /// Whether a file that the scenario names can be read, by its path as written.
    public var canRead: @Sendable (String) -> Bool
    /// What is wrong with a catalogue's file.
    public var catalogueProblem: @Sendable (CatalogueSetting) -> String?
    /// What is wrong with the visits that a scenario wants, as far as it is right otherwise.
    public var visitProblem: @Sendable (Scenario) -> InputProblem?
    /// When the run's packets are issued; nil where that is not known.
    public var issueTimes: @Sendable (Scenario) -> BurstTimes?

    /// By default every file can be read and used, and no time is known.
    public init(
        canRead: @escaping @Sendable (String) -> Bool = { _ in true },
        catalogueProblem: @escaping @Sendable (CatalogueSetting) -> String? = { _ in nil },
        visitProblem: @escaping @Sendable (Scenario) -> InputProblem? = { _ in nil },
        issueTimes: @escaping @Sendable (Scenario) -> BurstTimes? = { _ in nil }
    ) {
        (self.canRead, self.issueTimes) = (canRead, issueTimes)
        (self.catalogueProblem, self.visitProblem) = (catalogueProblem, visitProblem)
    }
}
