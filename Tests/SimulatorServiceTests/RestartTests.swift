import Avro
import Foundation
import Testing

@testable import SimulatorService

@Suite(.endsServices) struct RestartTests {
    @Test func `runs of a service that ended are there again, those under way as broken off`() async throws {
        let first = try await ServiceFixture.start()
        let (finished, cut) = (try await first.begin(ServiceFixture.small), try await first.begin(ServiceFixture.slow))
        let before = try await first.until(finished, "finished")
        await first.end()
        let state = try #require(RunFolder(path: first.folder + "/runs/\(cut)").record())
        #expect(state.state == .brokenOff)
        let second = try await ServiceFixture.start(in: first.folder)
        #expect(try await second.get("/api/runs/\(finished)").json.text() == before.text())
        #expect(try await second.get("/api/runs/\(cut)").json["state"] == .string("broken off"))
        #expect(try await second.begin(ServiceFixture.small) == "small-2")
    }

    @Test func `a record that says running is one of a service that was killed`() async throws {
        let folder = NSTemporaryDirectory() + "tocsin-service-\(UUID().uuidString)"
        let place = try RunFolder.new(named: "night", in: folder + "/runs")
        for state in [RunState.running, .paused, .stopping] {
            try place.write(
                RunRecord(id: place.id, name: "night", state: state, seed: 1, mostVisits: nil, beganMs: 1, faults: []))
            let service = try await ServiceFixture.start(in: folder)
            #expect(try await service.get("/api/runs/night-1").json["state"] == .string("broken off"))
            #expect(place.record()?.state == .brokenOff)
            await service.end()
        }
    }

    @Test func `two services do not share a folder`() async throws {
        let first = try await ServiceFixture.start()
        let error = await #expect(throws: SimulatorServiceError.self) {
            _ = try await ServiceFixture.start(in: first.folder)
        }
        #expect(error?.description.contains("--data") == true)
    }

    @Test func `folders that are no runs of a service are left alone`() async throws {
        let folder = NSTemporaryDirectory() + "tocsin-service-\(UUID().uuidString)"
        let runs = folder + "/runs"
        for (name, text) in [("cli-1", nil), ("bad-1", "{"), ("moved-1", nil)] as [(String, String?)] {
            try FileManager.default.createDirectory(atPath: "\(runs)/\(name)", withIntermediateDirectories: true)
            if let text { try Data(text.utf8).write(to: URL(filePath: "\(runs)/\(name)/state.json")) }
        }
        let service = try await ServiceFixture.start(in: folder)
        #expect(try await service.get("/api/runs").json["runs"] == .array([]))
        #expect(try await service.get("/api/runs/cli-1").status == 404)
    }
}
