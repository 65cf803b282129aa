internal import Yams

extension SkySetting {
    static func read(_ node: Node, _ problems: Problems) -> SkySetting {
        var sky = SkySetting()
        guard let section = Section(node, name: "sky", known: ["populations", "catalogues"], problems) else {
            return sky
        }
        if let node = section.node("populations") { sky.populations = populations(node, problems) }
        sky.catalogues = section.list("catalogues") { node in
            guard let entry = Section(node, name: "catalogue", known: ["population", "file"], problems) else {
                return nil
            }
            for key in ["population", "file"] { entry.require(key) }
            guard let population = entry.choice("population", SkyPopulation.self), let file = entry.path("file")
            else { return nil }
            if !sky.populations.contains(population) {
                entry.report("population", "'\(population.rawValue)' is switched off above.")
            }
            return CatalogueSetting(population: population, file: file)
        }
        return sky
    }

    /// Those that are not named are on.
    private static func populations(_ node: Node, _ problems: Problems) -> Set<SkyPopulation> {
        let all = SkyPopulation.allCases
        guard let section = Section(node, name: "populations", known: all.map(\.rawValue), problems) else { return [] }
        let chosen = Set(all.filter { section.flag($0.rawValue) ?? true })
        if chosen.isEmpty { problems.report(node.mark, "Every population is off: there would be no sky.") }
        if chosen.contains(.variables), !chosen.contains(.stars) {
            section.report("stars", "'variables' are stars: switch both off, or neither.")
        }
        return chosen
    }
}

extension Section {
    /// Text that can name a file.
    func path(_ key: String) -> String? {
        value(key, "the name of a file or folder") { !$0.isEmpty && !$0.utf8.contains(0) ? $0 : nil }
    }
}
