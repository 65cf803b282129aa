import Avro
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Portal

extension Operation {
    static let runs = [
        Operation(
            method: .get, path: "/api/runs", summary: "All runs, newest first.", shape: .named("Runs")
        ) { service, _, _ in
            var runs: [JSON] = []
            for record in await service.registry.all { runs.append(await service.json(record)) }
            return .json(
                .object([
                    .init("runs", .array(runs)),
                    .init("mostAtOnce", .integer(Int64(service.registry.limits.atOnce))),
                ]))
        },
        Operation(
            method: .post, path: "/api/runs", summary: "Check a scenario and run it.", bodies: drafts, status: 201,
            shape: .named("Run"), failures: [400, 408, 413, 415, 422, 429, 503, 507]
        ) { service, request, _ in
            let record = try await service.start(try await BodyReader.draft(request))
            var response = Response.json(await service.json(record), status: .created)
            response.headers[.location] = "/api/runs/\(record.id)"
            return response
        },
        Operation(
            method: .get, path: "/api/runs/{id}", summary: "A run: state, counters, rates, faults.",
            shape: .named("Run"), failures: [404]
        ) { service, _, context in .json(await service.json(try await service.registry.record(context.text("id")))) },
        Operation(
            method: .delete, path: "/api/runs/{id}", summary: "Remove a run that is over, with its ledger.",
            status: 204,
            type: "", failures: [404, 409]
        ) { service, _, context in
            try await service.registry.remove(context.text("id"))
            return Response(status: .noContent)
        },
        Operation(
            method: .get, path: "/api/runs/{id}/pointings", summary: "Where the newest visits looked, oldest first.",
            shape: .named("Pointings"), failures: [404]
        ) { service, _, context in
            let pointings = try await service.registry.record(context.text("id")).pointings
            return .json(.object([.init("pointings", .array(pointings.map(\.json)))]))
        },
        Operation(
            method: .get, path: "/api/runs/{id}/live",
            summary: "The run each second as server-sent events called 'run', until it is over.",
            type: "text/event-stream", failures: [404]
        ) { service, _, context in try await service.live(context.text("id")) },
    ]
}

extension SimulatorService {
    func json(_ record: RunRecord) async -> JSON { record.json(rate: await registry.rate(record.id)) }

    /// - Throws: `Failure` with all that is wrong.
    func start(_ draft: ScenarioDraft) async throws -> RunRecord {
        let checked = try await CheckedScenario(draft, policy)
        guard let scenario = checked.scenario, checked.isRight else {
            throw Failure(.unprocessableContent, checked.words)
        }
        do { return try await registry.start(scenario, inputs: checked.inputs) } catch let error
            as SimulatorServiceError
        { throw Failure(.insufficientStorage, error.description) }
    }

    func live(_ id: String) async throws -> Response {
        _ = try await registry.record(id)
        let body = ResponseBody { writer in
            while !Task.isCancelled, let record = try? await registry.record(id) {
                let text = await json(record).text()
                try await writer.write(ByteBuffer(string: "event: run\ndata: \(text)\n\n"))
                if !record.state.isUnderWay { break }
                try await Task.sleep(for: .seconds(1))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }
}
