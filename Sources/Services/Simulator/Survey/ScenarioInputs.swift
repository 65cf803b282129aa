internal import Foundation
internal import Observing
internal import SkyMath
internal import SkyModel

/// What is wrong with a scenario that only its inputs tell, and the key that it is told at.
public struct InputProblem: Sendable, Hashable {
    /// A section of the scenario, such as `survey`.
    public var section: String
    /// A key in it.
    public var key: String
    /// A whole sentence.
    public var message: String

    /// `message` is a whole sentence.
    public init(_ section: String, _ key: String, _ message: String) {
        (self.section, self.key, self.message) = (section, key, message)
    }
}

/// A scenario's inputs, looked at before anything runs.
enum ScenarioInputs {
    /// Catalogues of more bytes are read when the run begins, and not twice.
    private static let largestCatalogue = 32 << 20

    /// What is wrong with a file that is to replace a population; nil where it can be used, or is too large to be looked at.
    static func problem(of catalogue: CatalogueSetting, folder: String) -> String? {
        let path = ScenarioPath.resolved(catalogue.file, in: folder)
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int ?? .max
        guard size <= largestCatalogue else { return nil }
        let sky = SkySetting(catalogues: [catalogue])
        do throws(SimulatorError) {
            _ = try SkyCatalogues(sky, folder: folder)
            _ = try SmallBodyCatalogue(sky, folder: folder)
            return nil
        } catch { return "\(error)" }
    }

    /// What is wrong with the visits that a scenario wants; nil where there are some.
    static func problem(ofVisits scenario: Scenario, folder: String) -> InputProblem? {
        do throws(SimulatorError) {
            var nights = try SurveyNights(timetableOf: scenario, folder: folder)
            return try nights.problem()
        } catch { return InputProblem("survey", "opsim", "\(error)") }
    }
}

extension SurveyNights {
    fileprivate mutating func problem() throws(SimulatorError) -> InputProblem? {
        if isOver(before: 0), let last = lastNight {
            return InputProblem(
                "survey", scenario.survey.startNight == nil ? "opsim" : "start",
                "The opsim database has no visit from the night of \(first) on: its last night is \(last).")
        }
        guard scenario.span.beginSecondsUtc != nil, let (number, visits) = try firstVisits(),
            let begin = beginMjdTai(ofNight: number), let from = visits.first, let to = visits.last,
            begin > to.startMjdTai
        else { return nil }
        let night = ObservingNight(mjd: first.mjd + number)
        let span = [from, to].map { TimeOfDay.text(utcOf: $0.startMjdTai) }.joined(separator: " and ")
        return InputProblem(
            "span", "begin-at",
            "The night of \(night) has no visit after \(TimeOfDay.text(utcOf: begin)) UTC: its visits begin between \(span)."
        )
    }
}
