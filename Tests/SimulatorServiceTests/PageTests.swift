import Foundation
import Testing

@testable import SimulatorService

@Suite(.endsServices) struct PageTests {
    private static let form = "application/x-www-form-urlencoded"

    /// The token that forms of the service carry.
    private func token(_ service: ServiceFixture) async throws -> String {
        let page = try await service.get("/new").text
        return String(try #require(page.firstMatch(of: /name="token" value="([0-9a-f]{64})"/)).output.1)
    }

    private func post(_ service: ServiceFixture, _ path: String, _ fields: String) async throws -> ServiceFixture.Answer
    {
        try await service.ask("POST", path, "token=\(try await token(service))&\(fields)", type: Self.form)
    }

    @Test(arguments: ["/", "/new", "/new?scenario=bulge", "/sign-in"])
    func `pages answer with headers that keep them to themselves`(path: String) async throws {
        let answer = try await ServiceFixture.start().get(path)
        #expect(answer.status == 200 && answer.text.contains("<main id=\"main\">"))
        #expect(answer.headers["content-security-policy"]?.contains("script-src 'self'") == true)
        #expect(
            !answer.text.contains("<script>") && !answer.text.contains(" style=\"") && !answer.text.contains(" onclick")
        )
    }

    @Test func `a run is begun, changed, stopped, scored and removed by forms alone`() async throws {
        let service = try await ServiceFixture.start()
        let yaml = """
            name: formed
            sky:
              populations: {stars: off, variables: off, galaxies: off, agn: off, transients: off, solar-system: off}
            survey: {history-nights: 0, alerts-per-visit: 5, stamps: off}
            transports: [{kind: topic, to: formed}]
            faults: [{fault: drop, probability: 0.5}]
            """
        let encoded = yaml.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let checked = try await post(service, "/new", "action=check&yaml=\(encoded)&visits=50")
        #expect(checked.status == 200 && checked.text.contains("Nothing is wrong"), "\(checked.text.prefix(4000))")
        #expect(checked.text.contains("stop-after: 50"), "what is filled in is put into the text")
        let started = try await post(service, "/new", "action=start&yaml=\(encoded)")
        #expect(started.status == 200 && started.text.contains("formed-1"))
        let changed = try await post(service, "/runs/formed-1", "action=fault&number=0&probability=0.75")
        #expect(changed.text.contains("value=\"0.75\"") && changed.text.contains("changes by hand"))
        #expect(try await post(service, "/runs/formed-1", "action=pause").text.contains("Resume"))
        _ = try await post(service, "/runs/formed-1", "action=stop")
        try await service.until("formed-1", "stopped")
        let page = try await service.get("/runs/formed-1").text
        #expect(page.contains("ledger.csv") && !page.contains("http-equiv=\"refresh\""))
        #expect(try await post(service, "/runs/formed-1", "action=remove").text.contains("There is no run yet"))
    }

    @Test func `problems are shown beside the text, and what was written is kept and never taken for HTML`()
        async throws
    {
        let service = try await ServiceFixture.start()
        let answer = try await post(
            service, "/new", "action=start&yaml=name:+x%0Acolour:+%22%3C/textarea%3E%3Cscript%3E%22%0A")
        #expect(answer.status == 422 && answer.text.contains("line 2, column 1"))
        #expect(answer.text.contains("&lt;/textarea&gt;&lt;script&gt;") && !answer.text.contains("<script>"))
    }

    @Test func `the map shows each visit and rings the last`() {
        let pointings = (1...3).map { Pointing(visit: $0, ra: Double($0) * 40, dec: -30) }
        let svg = PointingMap(pointings: pointings).svg
        #expect(svg.components(separatedBy: "<circle").count == 4 && svg.components(separatedBy: "newest\"").count == 2)
        #expect(PointingMap(pointings: []).html.contains("No visit yet"))
    }

    @Test func `people sign in once`() async throws {
        let service = try await ServiceFixture.start { $0.token = "0123456789abcdef" }
        let wrong = try await service.ask("POST", "/sign-in", "key=nothing", type: Self.form)
        #expect(wrong.status == 401 && wrong.text.contains("not the token"))
        let right = try await service.ask("POST", "/sign-in", "key=0123456789abcdef", type: Self.form)
        #expect(right.status == 200 && right.text.contains("There is no run yet"), "the cookie opens the list")
    }
}
