import Avro
import HTTPTypes
import Hummingbird
import Portal

extension Operation {
    static let control = [
        Operation(
            method: .post, path: "/api/runs/{id}/pause", summary: "Send nothing until it is resumed.",
            shape: .named("Run"), failures: [403, 404, 409, 415]
        ) { service, _, context in .json(await service.json(try await service.registry.pause(context.text("id")))) },
        Operation(
            method: .post, path: "/api/runs/{id}/resume", summary: "Go on after a pause.", shape: .named("Run"),
            failures: [403, 404, 409, 415]
        ) { service, _, context in .json(await service.json(try await service.registry.resume(context.text("id")))) },
        Operation(
            method: .post, path: "/api/runs/{id}/stop",
            summary:
                "End the run; its ledger stays. Until it is done with what it is busy with, its state is 'stopping'.",
            shape: .named("Run"), failures: [403, 404, 409, 415]
        ) { service, _, context in .json(await service.json(try await service.registry.stop(context.text("id")))) },
        Operation(
            method: .patch, path: "/api/runs/{id}/faults/{number}",
            summary: "Change a fault from the next visit on: how often, to what, how much; the first fault is 0.",
            bodies: [("application/json", .named("FaultChange"))], shape: .named("Run"),
            failures: [400, 403, 404, 408, 409, 413]
        ) { service, request, context in
            let changes = try FaultChanges(try await BodyReader.json(request)).pairs
            let number = try context.text("number")
            let record = try await service.registry.change(
                fault: Int(number) ?? -1, by: changes, context.text("id"))
            return .json(await service.json(record))
        },
    ]
}
