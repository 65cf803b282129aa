import AlertStreams
import Avro
import Foundation
import Logging
import Simulator
import Synchronization
import Testing

@testable import SimulatorService

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A service on a port and in a folder of its own; its suite says `.endsServices`.
final class ServiceFixture: Sendable {
    let port: Int
    let folder: String
    let service: SimulatorService
    private let serving: Task<Void, any Error>

    /// - Parameter folder: of a service before; nil for a new one.
    static func start(
        in folder: String? = nil, _ change: (inout ServiceConfiguration) -> Void = { _ in }
    ) async throws -> ServiceFixture {
        let folder = folder ?? NSTemporaryDirectory() + "tocsin-service-\(UUID().uuidString)"
        var configuration = ServiceConfiguration(runs: folder + "/runs", version: "test")
        configuration.port = 0
        change(&configuration)
        let streams = ServiceStreams(embedded: EmbeddedStream(directory: folder + "/streams")) { setting in
            KafkaStream(configuration: KafkaConfiguration(bootstrap: setting.target))
        }
        let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        let service = try SimulatorService(configuration: configuration, streams: streams, logger: quiet)
        let port = Mutex<Int?>(nil)
        let serving = Task { try await service.run { listening in port.withLock { $0 = listening } } }
        while port.withLock({ $0 }) == nil { try await Task.sleep(for: .milliseconds(5)) }
        let fixture = ServiceFixture(port.withLock { $0 } ?? 0, folder, service, serving)
        EndsServices.started?.services.withLock { $0.append(fixture) }
        return fixture
    }

    private init(
        _ port: Int, _ folder: String, _ service: SimulatorService, _ serving: Task<Void, any Error>
    ) {
        (self.port, self.folder, self.service, self.serving) = (port, folder, service, serving)
    }

    /// As Ctrl-C does.
    func end() async {
        serving.cancel()
        _ = await serving.result
    }

    struct Answer {
        var status: Int
        var text: String
        var headers: [String: String]

        var json: JSON { get throws { try JSON(parsing: text) } }
        var error: String { (try? json["error"]?.string) ?? "" }
    }

    /// - Parameter headers: beside Content-Type, which is that of JSON.
    func ask(
        _ method: String, _ path: String, _ body: String? = nil, type: String? = "application/json",
        headers: [String: String] = [:]
    ) async throws -> Answer {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body.map { Data($0.utf8) }
        if let type, method != "GET" { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = response as? HTTPURLResponse
        var found: [String: String] = [:]
        for (name, value) in http?.allHeaderFields ?? [:] { found["\(name)".lowercased()] = "\(value)" }
        return Answer(status: http?.statusCode ?? 0, text: String(decoding: data, as: UTF8.self), headers: found)
    }

    func get(_ path: String) async throws -> Answer { try await ask("GET", path) }

    /// A run that is over in a moment: artefacts only, without images or history.
    static let small = """
        {"name": "small", "visits": 2, "historyNights": 0, "pace": "fastest", "alertsPerVisit": 5, "stamps": false,
        "populations": ["artefacts"], "transports": [{"kind": "topic", "to": "small"}],
        "faults": [{"fault": "drop", "probability": 0}]}
        """

    /// The same, at the survey's own pace, and so for an hour.
    static let slow = small.replacing(#""visits": 2"#, with: #""visits": 100"#)
        .replacing(#""fastest""#, with: "1").replacing(#""name": "small""#, with: #""name": "slow""#)
        .replacing(#""to": "small""#, with: #""to": "slow""#)

    /// Begins a run and returns its name.
    func begin(_ draft: String) async throws -> String {
        let answer = try await ask("POST", "/api/runs", draft)
        guard answer.status == 201, let id = try answer.json["id"]?.string else {
            throw SimulatorServiceError("\(answer.status): \(answer.text)")
        }
        return id
    }

    /// Waits until the run's `state` is this.
    @discardableResult
    func until(_ id: String, _ state: String) async throws -> JSON {
        var last = JSON.null
        for _ in 0..<1500 {
            last = try await get("/api/runs/\(id)").json
            if last["state"]?.string == state { return last }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw SimulatorServiceError("run \(id) is not \(state): \(last.text())")
    }
}
