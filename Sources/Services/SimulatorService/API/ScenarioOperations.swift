import Avro
import HTTPTypes
import Hummingbird
import Portal
import Simulator

extension Operation {
    static let scenarios = [
        Operation(
            method: .get, path: "/api/scenarios", summary: "The scenarios that ship.", shape: .named("Scenarios")
        ) { _, _, _ in
            .json(.object([.init("scenarios", .array(try Scenario.names.map { try named($0) }))]))
        },
        Operation(
            method: .get, path: "/api/scenarios/{name}", summary: "The text of a scenario that ships, as YAML.",
            type: "application/yaml", failures: [404]
        ) { _, _, context in
            let name = try context.text("name")
            guard let text = Scenario.text(named: name) else {
                throw Failure(.notFound, "there is no scenario '\(name)': GET /api/scenarios lists those there are")
            }
            return .text(text + "\n", type: "application/yaml")
        },
        Operation(
            method: .post, path: "/api/scenarios/check",
            summary: "Say what is wrong with a scenario, with line and column, without running it.",
            bodies: drafts, shape: .named("Check"), failures: [400, 408, 413, 415]
        ) { service, request, _ in
            .json(try await CheckedScenario(try await BodyReader.draft(request), service.policy).json)
        },
        Operation(
            method: .get, path: "/api/inputs",
            summary: "Files that scenarios may name: opsim databases and catalogues.",
            shape: .named("Inputs")
        ) { service, _, _ in
            let names = InputFiles(folders: service.policy.inputs).names()
            return .json(.object([.init("files", .array(names.map { .string($0) }))]))
        },
        Operation(
            method: .get, path: "/openapi.json", summary: "This document.", shape: .anyObject
        ) { service, _, _ in .text(ServiceDocument.text(service.configuration), type: "application/json") },
    ]

    /// Bodies that say what is to be run.
    static let drafts: [(type: String, shape: OpenAPI.Shape?)] = [
        ("application/json", .named("Draft")), ("application/yaml", nil),
    ]

    private static func named(_ name: String) throws -> JSON {
        let scenario = try Scenario.named(name)
        return .object([
            .init("name", .string(name)), .init("about", .string(scenario.about)),
            .init("summary", .string(scenario.words)),
        ])
    }
}
