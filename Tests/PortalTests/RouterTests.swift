import AlertModel
import Bytes
import Foundation
import Testing

@testable import Portal

@Suite struct RouterTests {
    @Test func `every route of the OpenAPI document answers`() async throws {
        let portal = try await PortalFixture.start()
        let alert = try #require(portal.alerts.first)
        for route in OpenAPI.routes where route.path != "/events" {
            let path = route.example(alert)
            let answer = try await portal.get(path)
            #expect(answer.status == 200, "\(path): \(answer.text.prefix(200))")
            #expect(answer.headers["content-type"] == route.type, "\(path)")
        }
    }

    @Test func `the router serves no API address that the document leaves out`() throws {
        let source = try String(contentsOf: Self.routerSource, encoding: .utf8)
        let served = source.matches(of: /group\.get\("([^"]+)"\)/).map { "/api/v1/" + $0.output.1 }
        let documented = OpenAPI.routes.filter { $0.path.hasPrefix("/api/") }.map {
            $0.path.replacing(/\{(\w+)\}/) { ":\($0.output.1)" }
        }
        #expect(served.count > 10)
        #expect(Set(served) == Set(documented))
    }

    @Test func `alerts are listed by place and time with where their packets lie`() async throws {
        let portal = try await PortalFixture.start()
        let alert = try #require(portal.alerts.first)
        let (ra, dec, time) = (alert.source.ra, alert.source.dec, alert.source.midpointMjdTai)
        func ids(_ more: String) async throws -> [Int] {
            let answer = try await portal.get("/api/v1/alerts?ra=\(ra)&dec=\(dec)&radius=2\(more)")
            let alerts = try #require((try answer.json() as? [String: Any])?["alerts"] as? [[String: Any]])
            #expect(alerts.allSatisfy { ($0["packet"] as? [String: Any])?["offset"] != nil })
            return alerts.compactMap { $0["id"] as? Int }
        }
        #expect(try await ids("").contains(Int(alert.source.id)))
        #expect(try await ids("&since=\(time)&until=\(time + 1e-3)").contains(Int(alert.source.id)))
        #expect(try await !ids("&until=\(time)").contains(Int(alert.source.id)))
    }

    private static var routerSource: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Services/Portal/Serving/PortalRouter.swift").standardized
    }

    @Test func `the document is JSON and names its version`() async throws {
        let portal = try await PortalFixture.start()
        let document = try #require(try await portal.get("/api/v1/openapi.json").json() as? [String: Any])
        #expect(document["openapi"] as? String == "3.1.0")
        #expect((document["paths"] as? [String: Any])?.count == OpenAPI.routes.count)
    }

    @Test(arguments: ["/", "/objects", "/quarantine", "/about", "/objects?survey=ZTF&sort=magnitude&order=asc"])
    func `pages answer with headers that keep them to themselves`(path: String) async throws {
        let answer = try await PortalFixture.start().get(path)
        #expect(answer.status == 200)
        #expect(answer.headers["content-security-policy"]?.contains("script-src 'self'") == true)
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.text.contains("<main id=\"main\">"))
    }

    @Test(arguments: [
        ("radius=no&ra=1&dec=1", "radius"), ("sort=colour", "sort"), ("order=up", "order"), ("limit=0", "limit"),
        ("offset=-1", "offset"), ("magMin=x", "magMin"), ("magMin=9&magMax=3", "magMin"), ("survey=SDSS", "survey"),
        ("position=nowhere", "position"), ("ra=10", "dec"), ("ra=400&dec=0", "ra"), ("ra=0x10&dec=0", "ra"),
        ("sort=separation", "separation"),
        ("maxAgeDays=-1", "maxAgeDays"),
    ])
    func `a wrong parameter is named`(query: String, name: String) async throws {
        let portal = try await PortalFixture.start()
        let answer = try await portal.get("/api/v1/objects?" + query)
        #expect(answer.status == 400)
        let error = (try answer.json() as? [String: String])?["error"]
        #expect(error?.contains(name) == true, "\(error ?? "none")")
        #expect(try await portal.get("/objects?" + query).status == 400)
    }

    @Test(arguments: [
        "/objects/ZTF99zzzzzzz", "/nothing", "/api/v1/objects/1", "/api/v1/alerts/LSST/1", "/assets/../x",
    ])
    func `what is not there is 404`(path: String) async throws {
        let answer = try await PortalFixture.start().get(path)
        #expect(answer.status == 404)
        if path.hasPrefix("/api") { #expect((try answer.json() as? [String: String])?["error"] != nil) }
    }

    @Test func `what a packet says is never taken for HTML`() async throws {
        let portal = try await PortalFixture.start()
        let page = try await portal.get("/quarantine").text
        #expect(page.contains("&lt;script&gt;"))
        #expect(!page.contains("<script>"))
        let echoed = try await portal.get("/objects?class=%3Cscript%3E%22x").text
        #expect(!echoed.contains("<script>"))
    }

    @Test func `an object's name stands for its place`() async throws {
        let portal = try await PortalFixture.start()
        let name = "\(try #require(portal.alerts.first).objectID)"
        for path in ["cone", "objects", "alerts"] {
            let found = try await portal.get("/api/v1/\(path)?radius=3600&position=\(name)")
            #expect(found.status == 200 && found.text.contains("\"\(name)\""), "\(path): \(found.text.prefix(300))")
        }
        #expect(try await portal.get("/api/v1/cone?position=12345").status == 404)
        let around = try await portal.get("/objects?radius=3600&position=\(name)")
        #expect(around.status == 200 && around.text.contains("/objects/\(name)"))
    }

    @Test func `a position is understood as forms send it`() async throws {
        let portal = try await PortalFixture.start()
        let source = try #require(portal.alerts.first).source
        for position in ["\(source.ra)+\(source.dec)", "\(source.ra)%20\(source.dec)"] {
            let answer = try await portal.get("/api/v1/cone?radius=5&position=\(position)")
            let found = (try answer.json() as? [String: Any])?["objects"] as? [[String: Any]]
            #expect((found?.count ?? 0) >= 1, "\(position)")
        }
    }
}
