extension Scenario {
    /// Names of the scenarios that ship, in the order in which they are listed.
    public static let names = library.map(\.name)

    /// The YAML of a scenario that ships, with its comments; nil for an unknown name.
    public static func text(named name: String) -> String? { library.first { $0.name == name }?.text }

    /// A scenario that ships.
    ///
    /// - Throws: a `ScenarioError` that lists the names, where this is none of them.
    public static func named(_ name: String) throws(ScenarioError) -> Scenario {
        guard let text = text(named: name) else {
            let hint = Suggestion.sentence(for: name, among: names)
            let message = "There is no scenario '\(shown(name))'.\(hint)"
            throw ScenarioError([ScenarioProblem(file: "scenario", line: 1, column: 1, message: message)])
        }
        return try Scenario(yaml: text, file: name)
    }

    private static let library: [(name: String, text: String)] = [
        ("nominal", LibraryText.nominal), ("bulge", LibraryText.bulge),
        ("commissioning", LibraryText.commissioning), ("first-night", LibraryText.firstNight),
        ("broker-torture", LibraryText.brokerTorture), ("network-down", LibraryText.networkDown),
        ("schema-migration", LibraryText.schemaMigration), ("satellite-pass", LibraryText.satellitePass),
        ("midnight", LibraryText.midnight),
    ]
}

/// The texts of the scenarios that ship.
enum LibraryText {}
