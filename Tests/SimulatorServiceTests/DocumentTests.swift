import AlertTesting
import Avro
import HTTPTypes
import Testing

@testable import SimulatorService

@Suite(.endsServices) struct DocumentTests {
    private func answerSchema(_ checker: SchemaChecker, _ operation: Operation, _ status: Int) -> JSON? {
        let path = checker.document["paths"]?[operation.path]?[operation.method.rawValue.lowercased()]
        return path?["responses"]?["\(status)"]?["content"]?["application/json"]?["schema"]
    }

    @Test func `every JSON answer is as its schema says`() async throws {
        let service = try await ServiceFixture.start()
        let checker = SchemaChecker(document: try await service.get("/openapi.json").json)
        let id = try await service.begin(ServiceFixture.small)
        try await service.until(id, "finished")
        let slow = try await service.begin(ServiceFixture.slow)
        var checked = 0
        let bodies = [
            "/api/scenarios/check": ServiceFixture.small, "/api/runs": ServiceFixture.small,
            "/api/runs/{id}/score": #"{"ids": [1]}"#, "/api/runs/{id}/faults/{number}": #"{"probability": 0.5}"#,
        ]
        // What stops the run comes when the run is needed no more.
        let operations = Operation.all.filter { $0.type == "application/json" }
        let (last, others) = (
            operations.filter { $0.path.hasSuffix("stop") }, operations.filter { !$0.path.hasSuffix("stop") }
        )
        for operation in others + last {
            let changes = ["pause", "resume", "stop", "faults"].contains { operation.path.contains($0) }
            let path = operation.path.replacing("{id}", with: changes ? slow : id)
                .replacing("{number}", with: "0").replacing("{name}", with: "nominal")
            let answer = try await service.ask(
                operation.method.rawValue, path, operation.method == .get ? nil : bodies[operation.path])
            #expect(answer.status == operation.status, "\(operation.method) \(path): \(answer.text.prefix(200))")
            let schema = try #require(answerSchema(checker, operation, operation.status), "\(path)")
            #expect(checker.faults(try answer.json, schema) == [], "\(operation.method) \(path)")
            checked += 1
        }
        #expect(checked >= 15)
    }

    @Test func `failures are documented and look as documented`() async throws {
        let service = try await ServiceFixture.start()
        let checker = SchemaChecker(document: try await service.get("/openapi.json").json)
        let wrong: [(String, String, String?, Int)] = [
            ("GET", "/api/runs/{id}", nil, 404), ("POST", "/api/runs", #"{"scenario": "none"}"#, 400),
            ("POST", "/api/runs", #"{"yaml": "name: x\ncolour: red"}"#, 422), ("POST", "/api/runs/{id}/stop", nil, 404),
            ("GET", "/api/scenarios/{name}", nil, 404), ("GET", "/api/runs/{id}/score", nil, 404),
        ]
        for (method, path, body, status) in wrong {
            let operation = try #require(
                Operation.all.first { $0.path == path && $0.method.rawValue == method })
            let answer = try await service.ask(
                method, path.replacing("{id}", with: "none").replacing("{name}", with: "none"), body)
            #expect(answer.status == status && operation.failures.contains(status), "\(method) \(path)")
            let schema = try #require(answerSchema(checker, operation, status), "\(method) \(path)")
            #expect(checker.faults(try answer.json, schema) == [], "\(method) \(path)")
        }
    }
}
