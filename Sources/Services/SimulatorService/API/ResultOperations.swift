import Avro
import HTTPTypes
import Hummingbird
import Portal
import Simulator

extension Operation {
    private static let scoreParameters = [
        Parameter(name: "transport", type: "integer", description: "Its place in the scenario; the first is 0."),
        Parameter(
            name: "group", description: "A consumer group of the transport's topic; without it the topic itself."),
        Parameter(
            name: "lateAfter", type: "number",
            description: "Seconds of the survey after which a packet is late; 60 without it."),
    ]

    static let results = [
        Operation(
            method: .get, path: "/api/runs/{id}/scenario", summary: "The scenario that was run, as YAML.",
            type: "application/yaml", failures: [404]
        ) { service, _, context in
            let place = try await service.existing(context.text("id"))
            return try service.file(place.scenario, "application/yaml", name: "\(place.id).yaml", "scenario")
        },
        Operation(
            method: .get, path: "/api/runs/{id}/manifest",
            summary: "The manifest of a run that has ended; one that did not come to its end says so.",
            shape: .anyObject, failures: [404]
        ) { service, _, context in
            let place = try await service.existing(context.text("id"))
            return try service.file(
                place.manifest, "application/json", name: "\(place.id)-manifest.json", "manifest")
        },
        Operation(
            method: .get, path: "/api/runs/{id}/registry",
            summary: "Address of the run's schema registry and each request that it had, a line of JSON each.",
            type: "application/jsonl", failures: [404]
        ) { service, _, context in
            let place = try await service.existing(context.text("id"))
            return try service.file(
                place.registry, "application/jsonl", name: "\(place.id)-registry.jsonl", "account of a registry")
        },
        Operation(
            method: .get, path: "/api/runs/{id}/ledger", summary: "The ledger, as docs/formats/ledger.md describes it.",
            type: "application/octet-stream", failures: [404]
        ) { service, _, context in
            let place = try await service.existing(context.text("id"))
            return try service.file(
                place.ledger, "application/octet-stream", name: "\(place.id)-ledger.bin", "ledger")
        },
        Operation(
            method: .get, path: "/api/runs/{id}/ledger.csv", summary: "The ledger as a table.",
            type: "text/csv; charset=utf-8", failures: [404, 409]
        ) { service, _, context in try service.table(await service.existing(context.text("id"))) },
        Operation(
            method: .get, path: "/api/runs/{id}/score",
            summary: "What the run's own topic, or a group of it, received.",
            parameters: scoreParameters, shape: .named("ScoreReport"), failures: [400, 404, 409, 429, 502, 504]
        ) { service, request, context in
            let report = try await service.score(context.text("id"), ScoreRequest(Query(request)))
            return .text(report.json, type: "application/json")
        },
        Operation(
            method: .get, path: "/api/runs/{id}/score.html", summary: "The same as a page with plots.",
            parameters: scoreParameters, type: "text/html; charset=utf-8", failures: [400, 404, 409, 429, 502, 504]
        ) { service, request, context in
            let report = try await service.score(context.text("id"), ScoreRequest(Query(request)))
            return service.page(report)
        },
        Operation(
            method: .post, path: "/api/runs/{id}/score", summary: "Compare the ledger with what a subscriber has.",
            bodies: [("application/json", .named("Received"))], shape: .named("ScoreReport"),
            failures: [400, 403, 404, 408, 409, 413, 415, 429, 504]
        ) { service, request, context in
            let score = try ScoreRequest(try await BodyReader.json(request))
            return .text(try await service.score(context.text("id"), score).json, type: "application/json")
        },
    ]
}

extension ScoreRequest {
    init(_ query: Query) throws {
        transport = try query.integer("transport", in: 0...1000) ?? 0
        lateAfter = try query.number("lateAfter", in: 0.001...1e6) ?? 60
        groups = query.text("group").map { [$0] } ?? []
    }

    init(_ json: JSON) throws {
        let members = try Members(json, known: ["ids", "transport", "lateAfter"])
        transport = try members.integer("transport", in: 0...1000) ?? 0
        lateAfter = try members.number("lateAfter", in: 0.001...1e6) ?? 60
        guard let ids = try members.list("ids") else {
            throw Failure(.badRequest, "the member 'ids' is missing: the diaSourceIds that were received, as a list")
        }
        identifiers = ids.map { $0.string ?? $0.text() }.joined(separator: "\n")
    }
}
