import Avro
import HTTPTypes
import Hummingbird
import Portal
import Simulator

extension ServicePages {
    /// The form for a new run, with the text of a scenario that ships where one is chosen.
    func new(_ query: Query) async throws -> Response {
        let name = query.text("scenario") ?? "nominal"
        guard let text = Scenario.text(named: name) else {
            throw Failure(.notFound, "there is no scenario '\(name)'")
        }
        return page("new", title: "New run", section: "new", context(text: text, chosen: name))
    }

    /// What the form sent: looked at, and run where that is asked for and nothing is wrong.
    func take(_ form: Query) async throws -> Response {
        let checked: CheckedScenario
        do { checked = try await CheckedScenario(ScenarioDraft(form), service.policy) } catch let failure as Failure {
            // A field that makes no sense: the form stays as far as it was text.
            var context = context(text: form.text("yaml") ?? "", chosen: "")
            context["isChecked"] = true
            context["refusals"] = [failure.message]
            return page("new", title: "New run", section: "new", context, status: .unprocessableContent)
        }
        if checked.isRight, form.text("action") == "start" {
            return Self.redirect(
                "/runs/\(Query.encoded(try await service.start(ScenarioDraft(yaml: checked.text)).id))")
        }
        var context = context(text: checked.text, chosen: "")
        context["isChecked"] = true
        context["isRight"] = checked.isRight
        context["summary"] = checked.scenario?.words ?? ""
        context["problems"] = checked.problems.map { problem in
            ["line": problem.line, "column": problem.column, "message": problem.message] as [String: Any]
        }
        context["refusals"] = checked.refusals
        return page(
            "new", title: "New run", section: "new", context, status: checked.isRight ? .ok : .unprocessableContent)
    }

    private func context(text: String, chosen: String) -> [String: Any] {
        [
            "yaml": text, "isChecked": false, "isRight": false,
            "scenarios": Scenario.names.map { ["name": $0, "chosen": $0 == chosen] as [String: Any] },
            "schemas": SurveySetting.schemaVersions, "populations": SkyPopulation.allCases.map(\.rawValue),
            "kinds": TransportKind.allCases.map(\.rawValue), "faultNames": FaultName.allCases.map(\.rawValue),
            "files": InputFiles(folders: service.policy.inputs).names(),
        ]
    }
}

extension ScenarioDraft {
    /// The fields of the form; empty ones leave the scenario's text as it is.
    init(_ form: Query) throws {
        let names = [
            "name", "seed", "visits", "pace", "night", "historyNights", "schema", "alertsPerVisit", "fill", "stamps",
            "stampMask", "opsim",
        ]
        try self.init(.object(names.compactMap { name in form.text(name).map { .init(name, .string($0)) } }))
        yaml = form.text("yaml")?.replacing("\r\n", with: "\n") ?? ""
        if form.text("populations") == "these" {
            populations = SkyPopulation.allCases.map(\.rawValue).filter { form.text("population-\($0)") != nil }
        }
        if form.text("transport-to") != nil {
            if form.text("transport-beside") != nil {
                moreTransports = [Self.transport(form)]
            } else {
                transports = [Self.transport(form)]
            }
        }
        if let fault = form.text("fault") { faultLines = [Self.fault(fault, form)] }
    }

    private static func transport(_ form: Query) -> JSON {
        let single = ["kind", "to", "topic", "partitions", "rate", "ready-within", "subscribers", "group"]
        let lists = ["bands", "classes", "detectors"]
        return .object(
            single.compactMap { name in form.text("transport-\(name)").map { .init(name, .string($0)) } }
                + lists.compactMap { name in
                    form.text("transport-\(name)").map { text in
                        let items = text.split { $0 == "," || $0 == " " }
                        return .init(name, .array(items.map { .string(String($0)) }))
                    }
                })
    }

    /// A line of a scenario; what it says more is taken as it is.
    private static func fault(_ name: String, _ form: Query) -> String {
        var parts = ["fault: \(JSON.string(name).text())"]
        if let probability = form.text("fault-probability") { parts.append("probability: \(probability)") }
        if let more = form.text("fault-more") { parts.append(more.filter { !$0.isNewline }) }
        return "{\(parts.joined(separator: ", "))}"
    }
}
