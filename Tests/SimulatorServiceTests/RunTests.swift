import AlertStreams
import Avro
import Foundation
import Simulator
import Testing

@testable import SimulatorService

@Suite(.endsServices) struct RunTests {
    @Test func `a run leaves ledger, table, manifest and a perfect score of its topic`() async throws {
        let service = try await ServiceFixture.start()
        let id = try await service.begin(ServiceFixture.small)
        let run = try await service.until(id, "finished")
        #expect(id == "small-1" && run["counts"]?["visits"] == .integer(2))
        guard case .integer(let sent) = run["counts"]?["sent"] else { throw SimulatorServiceError(run.text()) }
        let table = try await service.get("/api/runs/\(id)/ledger.csv").text.split(separator: "\n")
        #expect(sent > 0 && table.count == Int(sent) + 1)
        let manifest = try Manifest(json: try await service.get("/api/runs/\(id)/manifest").text)
        #expect(manifest.counts["sent"] == Int(sent) && manifest.outputs == run["outputs"]?.string)
        let scenario = try await service.get("/api/runs/\(id)/scenario").text
        #expect(scenario == manifest.scenario)
        let score = try await service.get("/api/runs/\(id)/score").json
        #expect(score["subscribers"]?.first?["total"]?["received"] == .integer(sent))
        let ids = table.dropFirst().compactMap { $0.split(separator: ",").first }
        let some = try await service.ask(
            "POST", "/api/runs/\(id)/score", "{\"ids\": [\(ids.dropFirst().joined(separator: ","))]}"
        ).json
        #expect(some["subscribers"]?.first?["total"]?["missing"] == .integer(1))
        #expect(some["subscribers"]?.first?["latencyRemark"]?.string?.contains("second column") == true)
        let timed = ids.map { "\"\($0),2100-01-01T00:00:00Z\"" }.joined(separator: ",")
        let later = try await service.ask("POST", "/api/runs/\(id)/score", "{\"ids\": [\(timed)]}").json
        #expect(later["subscribers"]?.first?["total"]?["late"] == .integer(sent))
        #expect(later["subscribers"]?.first?["total"]?["latencyMs"]?["p50"] != .null)
        let page = try await service.get("/api/runs/\(id)/score.html")
        #expect(page.headers["content-security-policy"]?.contains("sandbox") == true)
        let pointings = try await service.get("/api/runs/\(id)/pointings").json["pointings"]
        #expect(pointings?.first?["visit"] == .integer(1) && pointings?.last?["visit"] == .integer(2))
    }

    @Test func `a run is paused, goes on, has its faults changed, and is stopped with its ledger`() async throws {
        let service = try await ServiceFixture.start()
        let id = try await service.begin(ServiceFixture.slow)
        func post(_ what: String) async throws -> String? {
            try await service.ask("POST", "/api/runs/\(id)/\(what)").json["state"]?.string
        }
        #expect(try await post("pause") == "paused")
        let changed = try await service.ask("PATCH", "/api/runs/\(id)/faults/0", #"{"probability": 0.25}"#).json
        #expect(changed["faults"]?.first?["probability"] == .number(0.25))
        #expect(changed["changesByHand"] == .integer(1) && changed["state"] == .string("paused"))
        #expect(try await post("resume") == "running")
        #expect(try await service.ask("PATCH", "/api/runs/\(id)/faults/1", #"{"probability": 0.5}"#).status == 404)
        #expect(try await service.ask("PATCH", "/api/runs/\(id)/faults/x", #"{"probability": 0.5}"#).status == 404)
        for wrong in [#"{"probability": 2}"#, #"{"bits": [[[1]]]}"#, #"{}"#, #"{"p": 1}"#, "[]", "{"] {
            #expect(try await service.ask("PATCH", "/api/runs/\(id)/faults/0", wrong).status == 400, "\(wrong)")
        }
        _ = try await post("stop")
        try await service.until(id, "stopped")
        let ledger = try await service.get("/api/runs/\(id)/ledger")
        #expect(ledger.status == 200)
        #expect(try StoredLedger(service.folder + "/runs/\(id)").eachRow { _ in }?.contains("broken off") == true)
        #expect(try await service.get("/api/runs/\(id)/manifest").json["ending"] == .string("broken off"))
        #expect(try await service.ask("POST", "/api/runs/\(id)/pause").status == 409)
    }

    @Test func `only so many runs are under way and only so many are kept`() async throws {
        let service = try await ServiceFixture.start { $0.limits = RunLimits(atOnce: 1, kept: 2) }
        let first = try await service.begin(ServiceFixture.slow)
        let second = try await service.ask("POST", "/api/runs", ServiceFixture.small)
        #expect(second.status == 429 && second.error.contains("--most-runs"))
        #expect(try await service.ask("DELETE", "/api/runs/\(first)").status == 409)
        _ = try await service.ask("POST", "/api/runs/\(first)/stop")
        try await service.until(first, "stopped")
        try await service.until(service.begin(ServiceFixture.small), "finished")
        let third = try await service.ask("POST", "/api/runs", ServiceFixture.small)
        #expect(third.status == 507 && third.error.contains("DELETE"))
        #expect(try await service.ask("DELETE", "/api/runs/\(first)").status == 204)
        #expect(!FileManager.default.fileExists(atPath: service.folder + "/runs/\(first)"))
        #expect(try await service.get("/api/runs/\(first)").status == 404)
        try await service.until(service.begin(ServiceFixture.small), "finished")
    }

    @Test func `a run that cannot send fails with its reason`() async throws {
        let service = try await ServiceFixture.start()
        let other = ServiceFixture.small.replacing(#""to": "small""#, with: #""to": "small", "partitions": 3"#)
        try await service.until(service.begin(ServiceFixture.small), "finished")
        let run = try await service.until(service.begin(other), "failed")
        #expect(run["error"]?.string?.contains("small") == true, "\(run.text())")
        #expect(try await service.get("/runs/small-2").text.contains("failed"))
    }

    @Test func `live events come until the run is over`() async throws {
        let service = try await ServiceFixture.start()
        let id = try await service.begin(ServiceFixture.small)
        let answer = try await service.get("/api/runs/\(id)/live")
        #expect(answer.headers["content-type"] == "text/event-stream")
        let events = answer.text.split(separator: "\n\n")
        let last = try #require(events.last?.split(separator: "data: ").last)
        #expect(events.allSatisfy { $0.hasPrefix("event: run\ndata: ") })
        #expect(try JSON(parsing: String(last))["state"] == .string("finished"))
    }
}

extension JSON {
    var first: JSON? { if case .array(let items) = self { items.first } else { nil } }
    var last: JSON? { if case .array(let items) = self { items.last } else { nil } }
}
