import AlertModel
import AlertTesting
import Avro
import Foundation
import Testing

@testable import Portal

@Suite struct OpenAPITests {
    private func document(_ portal: PortalFixture) async throws -> SchemaChecker {
        SchemaChecker(document: try JSON(parsing: try await portal.get("/api/v1/openapi.json").text))
    }

    private func answerSchema(_ checker: SchemaChecker, _ route: OpenAPI.Route, _ status: Int) -> JSON? {
        let response = checker.document["paths"]?[route.path]?["get"]?["responses"]?["\(status)"]
        return response?["content"]?["application/json"]?["schema"]
    }

    @Test func `every JSON answer is as its schema says`() async throws {
        let portal = try await PortalFixture.start()
        let checker = try await document(portal)
        var checked = 0
        for alert in [portal.alerts.first, portal.alerts.last].compactMap(\.self) {
            for route in OpenAPI.routes where route.type == "application/json" {
                let schema = try #require(answerSchema(checker, route, 200), "\(route.path)")
                let answer = try JSON(parsing: try await portal.get(route.example(alert)).text)
                #expect(checker.faults(answer, schema) == [], "\(route.path)")
                checked += 1
            }
        }
        #expect(checked >= 16)
    }

    @Test func `the checker sees what is missing, unknown and of a wrong type`() async throws {
        let checker = try await document(try await PortalFixture.start())
        let schema = try #require(checker.document["components"]?["schemas"]?["UpperLimit"])
        let right = #"{"midpointMjdTai": 1.5, "band": "g", "limit": 3}"#
        #expect(checker.faults(try JSON(parsing: right), schema) == [])
        for wrong in [
            #"{"midpointMjdTai": 1.5, "band": "g"}"#, #"{"midpointMjdTai": 1.5, "band": 1, "limit": 3}"#,
            #"{"midpointMjdTai": 1.5, "band": "g", "limit": null}"#,
            #"{"midpointMjdTai": 1.5, "band": "g", "limit": 3, "more": 0}"#,
        ] {
            #expect(checker.faults(try JSON(parsing: wrong), schema).count == 1, "\(wrong)")
        }
    }

    private static let values = [
        "survey": "LSST", "class": "SSO", "magMin": "10", "magMax": "30", "maxAgeDays": "100000", "sort": "ra",
        "order": "asc", "position": "10.5 -43", "ra": "10", "dec": "-43", "radius": "20", "limit": "5", "offset": "1",
        "days": "3", "since": "60000", "until": "62000", "stretch": "log", "limits": "minmax", "scale": "2",
    ]

    @Test func `every documented parameter is accepted, and one that is not is refused by name`() async throws {
        let portal = try await PortalFixture.start()
        let alert = try #require(portal.alerts.first)
        for route in OpenAPI.routes where route.path.hasPrefix("/api/") {
            let known = route.parameters.filter { $0.place == "query" }
            var parameters = known.map(\.name).map { "\($0)=\(Query.encoded(Self.values[$0] ?? "?"))" }
            let base = route.example(alert).prefix { $0 != "?" }
            let all = try await portal.get("\(base)?\(parameters.joined(separator: "&"))")
            #expect(all.status == 200, "\(route.path): \(all.text.prefix(200))")
            parameters.append("colour=red")
            let answer = try await portal.get("\(base)?\(parameters.joined(separator: "&"))")
            #expect(answer.status == 400)
            let error = try JSON(parsing: answer.text)["error"]?.string ?? ""
            #expect(error.contains("'colour'"), "\(route.path): \(error)")
            #expect(known.allSatisfy { error.contains($0.name) }, "\(route.path): \(error)")
        }
        #expect(try await portal.get("/objects?colour=red").status == 200, "pages do not mind")
    }

    @Test func `statuses are documented, and failures look as documented`() async throws {
        let portal = try await PortalFixture.start()
        let checker = try await document(portal)
        let wrong = [
            ("/api/v1/objects", "?sort=colour", 400), ("/api/v1/objects/{id}", "/1", 404),
            ("/api/v1/objects/{id}", "/none", 400), ("/api/v1/cone", "", 400), ("/api/v1/sky", "?days=x", 400),
        ]
        for (path, rest, status) in wrong {
            let route = try #require(OpenAPI.routes.first { $0.path == path })
            let answer = try await portal.get(path.replacing("/{id}", with: "") + rest)
            #expect(answer.status == status && route.failures.contains(status), "\(path)\(rest)")
            let schema = try #require(answerSchema(checker, route, status))
            #expect(checker.faults(try JSON(parsing: answer.text), schema) == [], "\(path)\(rest)")
        }
    }
}
