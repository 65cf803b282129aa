import Avro
import Testing

@testable import SimulatorService

@Suite(.endsServices) struct AccessTests {
    private static let token = "0123456789abcdef"

    @Test func `what a form of another site could send changes nothing`() async throws {
        let service = try await ServiceFixture.start()
        for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
            let answer = try await service.ask("POST", "/api/runs", ServiceFixture.small, type: type)
            #expect(answer.status == 415 && answer.error.contains("application/json"), "\(type)")
        }
        for headers in [["Origin": "http://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"]] {
            let answer = try await service.ask("POST", "/api/runs", ServiceFixture.small, headers: headers)
            #expect(answer.status == 403, "\(headers)")
        }
        let form = "application/x-www-form-urlencoded"
        #expect(try await service.ask("POST", "/new", "action=start&yaml=name:+x", type: form).status == 403)
        #expect(try await service.ask("POST", "/new", "token=0000&yaml=name:+x", type: form).status == 403)
        #expect(try await service.get("/api/runs").json["runs"] == .array([]))
        let own = ["Origin": "http://127.0.0.1:\(service.port)", "Sec-Fetch-Site": "same-origin"]
        #expect(try await service.ask("POST", "/api/runs", ServiceFixture.small, headers: own).status == 201)
    }

    @Test func `a service with a token shows nothing without it`() async throws {
        let service = try await ServiceFixture.start { $0.token = Self.token }
        for path in ["/api/runs", "/openapi.json"] {
            let answer = try await service.get(path)
            #expect(answer.status == 401 && answer.error.contains("Bearer"), "\(path)")
        }
        #expect(try await service.ask("POST", "/api/runs", ServiceFixture.small).status == 401)
        #expect(try await service.ask("GET", "/api/runs", headers: ["Authorization": "Bearer wrong"]).status == 401)
        let right = ["Authorization": "Bearer \(Self.token)"]
        #expect(try await service.ask("GET", "/api/runs", headers: right).status == 200)
        #expect(try await service.get("/").text.contains("name=\"key\""), "people are led to sign in")
    }

    @Test func `whoever listens beyond this machine needs a token, and not a short one`() throws {
        var configuration = ServiceConfiguration(runs: "", version: "")
        for host in ["0.0.0.0", "10.0.0.1", "::", "example.org"] {
            configuration.host = host
            #expect(throws: SimulatorServiceError.self, "\(host)") { try Access(configuration) }
        }
        configuration.token = "short"
        #expect(throws: SimulatorServiceError.self) { try Access(configuration) }
        configuration.token = Self.token
        #expect(throws: Never.self) { try Access(configuration) }
        configuration.token = nil
        for host in ["127.0.0.1", "localhost", "::1", "127.0.0.5"] {
            configuration.host = host
            #expect(throws: Never.self, "\(host)") { try Access(configuration) }
        }
    }

    @Test func `a body that is too long, or no JSON, is told so`() async throws {
        let service = try await ServiceFixture.start()
        let long = String(repeating: " ", count: BodyReader.mostBytes + 1)
        #expect(try await service.ask("POST", "/api/scenarios/check", long).status == 413)
        for wrong in ["{", "nonsense", "[1]", "3", #"{"seed": {}}"#, "\u{0}"] {
            let answer = try await service.ask("POST", "/api/scenarios/check", wrong)
            #expect(answer.status == 400 && !answer.error.isEmpty, "\(wrong)")
        }
        let unknown = try await service.get("/api/runs?colour=red")
        #expect(unknown.status == 400 && unknown.error.contains("'colour'"))
        let method = try await service.ask("PUT", "/api/runs")
        #expect(method.status == 405 && method.headers["allow"] == "GET, POST, HEAD")
        #expect(try await service.get("/api/nothing").status == 404)
        #expect(try await service.get("/api/runs/..%2F..%2Fetc").status == 404)
    }
}
