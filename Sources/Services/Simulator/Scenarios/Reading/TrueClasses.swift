internal import Ephemerides
internal import Observing
internal import SkyModel

/// The names of what an alert can truly be of, as in the ledger.
enum TrueClasses {
    static let all: [String] =
        VariabilityClass.allCases.filter { $0 != .constant }.map { "\($0)" } + ["microlensing", "activeGalaxy"]
        + TransientClass.allCases.map { "\($0)" } + PopulationKind.allCases.map { "\($0)" } + ["centaur", "comet"]
        + Artefact.Kind.allCases.map { "\($0)" }

    /// Those of which a sky has nothing, because its populations are switched off.
    static func missing(from sky: SkySetting) -> Set<String> {
        var missing: [String] = []
        func has(_ populations: SkyPopulation...) -> Bool { sky.populations.isSuperset(of: populations) }
        // A catalogue's nuclei and transients need no galaxies.
        let hosts = !sky.catalogues.isEmpty || has(.galaxies)
        if !has(.variables) { missing += VariabilityClass.allCases.map { "\($0)" } + ["microlensing"] }
        if !has(.agn) || !hosts { missing.append("activeGalaxy") }
        if !has(.transients) || !hosts { missing += TransientClass.allCases.map { "\($0)" } }
        if !has(.solarSystem) { missing += PopulationKind.allCases.map { "\($0)" } + ["centaur", "comet"] }
        if !has(.artefacts) { missing += Artefact.Kind.allCases.map { "\($0)" } }
        return Set(missing)
    }
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
