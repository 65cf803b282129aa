internal import Ephemerides
internal import Observing
internal import SkyModel

/// The names of what an alert can truly be of, as in the ledger.
enum TrueClasses {
    static let all: [String] =
        VariabilityClass.allCases.filter { $0 != .constant }.map { "\($0)" } + ["microlensing", "activeGalaxy"]
        + TransientClass.allCases.map { "\($0)" } + PopulationKind.allCases.map { "\($0)" } + ["centaur", "comet"]
        + Artefact.Kind.allCases.map { "\($0)" }
}

extension Section {
    /// Names of true classes; those that are none are reported.
    func classes(_ key: String) -> Set<String>? {
        guard let items = scalars(key) else { return nil }
        for item in items where !TrueClasses.all.contains(item.text) {
            let hint = Suggestion.sentence(for: item.text, among: TrueClasses.all)
            problems.report(item.mark, "There is no class '\(shown(item.text))'.\(hint)")
        }
        return Set(items.map(\.text))
    }
}
