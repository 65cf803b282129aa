import Avro
import Foundation
import HTTPTypes
import Portal
import Simulator
import SkyMath

extension ScenarioDraft {
    /// The scenario as text: as it was given where nothing of it is another, so that places in it stay what they are.
    ///
    /// What is put together here is to be read again, which holds it to the same rules as a file.
    ///
    /// - Throws: `ScenarioError` where the scenario itself is wrong, `Failure` where a part cannot be put into it.
    func text() throws -> String {
        let base = try baseText()
        if isPlain { return base }
        var scenario = try Scenario(yaml: base)
        if let name { scenario.name = name }
        if let seed { scenario.seed = seed }
        if let visits { scenario.span.stopAfter = visits }
        if let pace { scenario.span.pace = pace == 0 ? nil : pace }
        try applySurvey(&scenario.survey)
        if let populations { scenario.sky.populations = try Self.populations(populations) }
        if let catalogues { scenario.sky.catalogues = try catalogues.map(Self.catalogue) }
        return withLists(scenario)
    }

    private func baseText() throws -> String {
        if let yaml {
            guard scenario == nil else {
                throw Failure(.badRequest, "say scenario (a name) or yaml (a text), not both")
            }
            return yaml
        }
        guard let scenario else { return "name: night\nspan: {pace: fastest}\n" }
        if let text = Scenario.text(named: scenario) { return text }
        throw Failure(.badRequest, "there is no scenario '\(scenario)': GET /api/scenarios lists those there are")
    }

    private func applySurvey(_ survey: inout SurveySetting) throws {
        if let night {
            guard let date = GregorianDate(night) else {
                throw Failure(.badRequest, "night is a date such as 2026-11-20, not '\(night)'")
            }
            survey.startNight = ObservingNight(mjd: date.mjd)
        }
        if let historyNights { survey.historyNights = historyNights }
        if let schema { survey.schemaVersion = schema }
        if let alertsPerVisit { survey.alertsPerVisit = alertsPerVisit }
        if let fill {
            guard let chosen = VisitFill(rawValue: fill) else {
                let all = VisitFill.allCases.map(\.rawValue).joined(separator: " or ")
                throw Failure(.badRequest, "fill is \(all), not '\(fill)'")
            }
            survey.fill = chosen
        }
        if let stamps { survey.hasStamps = stamps }
        if let stampMask { survey.hasStampMasks = stampMask }
        if let opsim { survey.visits = .opsim(file: opsim) }
    }

    private static func populations(_ names: [String]) throws -> Set<SkyPopulation> {
        Set(
            try names.map { name in
                guard let population = SkyPopulation(rawValue: name) else {
                    let all = SkyPopulation.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Failure(.badRequest, "populations are of \(all), not '\(name)'")
                }
                return population
            })
    }

    private static func catalogue(_ json: JSON) throws -> CatalogueSetting {
        let members = try Members(json, known: ["population", "file", "synthetic", "magnitudes"])
        guard let name = try members.text("population"), let file = try members.text("file") else {
            throw Failure(.badRequest, "a catalogue has a population and a file")
        }
        return CatalogueSetting(
            population: try populations([name]).first ?? .stars, file: file,
            isBesideSynthetic: try members.flag("synthetic") ?? false, magnitudes: try members.text("magnitudes"))
    }

    /// Transports and faults are put in as they came: JSON is YAML too, and a mistake gets its line and column.
    private func withLists(_ scenario: Scenario) -> String {
        var rest = scenario
        if transports != nil { rest.transports = [] }
        if faults != nil { rest.faults = [] }
        let hasFaults = !rest.faults.isEmpty
        var text = rest.canonicalText
        if let transports { text = Self.insert(transports, as: "transports", before: "faults:", in: text) }
        if let moreTransports { text = Self.append(moreTransports, toTransportsIn: text) }
        let added = ((faults ?? []) + (moreFaults ?? [])).map { $0.text() } + faultLines
        if !added.isEmpty, !hasFaults { text += "faults:\n" }
        return text + added.map { "  - \($0)\n" }.joined()
    }

    /// Behind the last of the canonical text's transports.
    private static func append(_ items: [JSON], toTransportsIn text: String) -> String {
        guard let start = text.range(of: "\ntransports:\n") else {
            return insert(items, as: "transports", before: "faults:", in: text)
        }
        var end = start.upperBound
        while text[end...].hasPrefix("  "), let newline = text[end...].firstIndex(of: "\n") {
            end = text.index(after: newline)
        }
        return text[..<end] + items.map { "  - \($0.text())\n" }.joined() + text[end...]
    }

    private static func insert(_ items: [JSON], as key: String, before other: String, in text: String) -> String {
        guard !items.isEmpty else { return text }
        let lines = "\(key):\n" + items.map { "  - \($0.text())\n" }.joined()
        guard let place = text.range(of: "\n\(other)") else { return text + lines }
        return String(text[...place.lowerBound]) + lines + text[text.index(after: place.lowerBound)...]
    }
}
