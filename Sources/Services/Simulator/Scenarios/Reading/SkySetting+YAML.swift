internal import Yams

extension SkySetting {
    static func read(_ node: Node, _ problems: Problems) -> SkySetting {
        var sky = SkySetting()
        guard let section = Section(node, name: "sky", known: ["populations", "catalogues"], problems) else {
            return sky
        }
        if let node = section.node("populations") { sky.populations = populations(node, problems) }
        sky.catalogues = section.list("catalogues") { catalogue($0, sky.populations, problems) }
        checkRepeats(sky.catalogues, section)
        return sky
    }

    private static func catalogue(
        _ node: Node, _ populations: Set<SkyPopulation>, _ problems: Problems
    ) -> CatalogueSetting? {
        let keys = ["population", "file", "synthetic", "magnitudes"]
        guard let entry = Section(node, name: "catalogue", known: keys, problems) else { return nil }
        for key in ["population", "file"] { entry.require(key) }
        guard let population = entry.choice("population", SkyPopulation.self), let file = entry.inputPath("file") else {
            return nil
        }
        if !populations.contains(population) {
            entry.report("population", "'\(population.rawValue)' is switched off above.")
        }
        if population == .artefacts { entry.report("population", "'artefacts' come from the camera, not from a file.") }
        for key in ["synthetic", "magnitudes"] where entry.node(key) != nil && population != .solarSystem {
            entry.report(key, "'\(key)' is for the population 'solar-system' only.")
        }
        let setting = CatalogueSetting(
            population: population, file: file, isBesideSynthetic: entry.flag("synthetic") ?? false,
            magnitudes: entry.inputPath("magnitudes"))
        if problems.isEmpty, let problem = problems.surroundings.catalogueProblem(setting) {
            entry.report("file", problem)
        }
        return setting
    }

    /// Only small bodies may come from several files.
    private static func checkRepeats(_ catalogues: [CatalogueSetting], _ section: Section) {
        let names = catalogues.map(\.population).filter { $0 != .solarSystem }
        for name in Set(names) where names.count(where: { $0 == name }) > 1 {
            section.report("catalogues", "'\(name.rawValue)' has more than one file: put them into one.")
        }
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

    /// The name of a file that is there.
    func inputPath(_ key: String) -> String? {
        guard let path = path(key) else { return nil }
        if !problems.surroundings.canRead(path) { report(key, "There is no file '\(path)' that can be read.") }
        return path
    }
}
