import AlertModel
import AlertStore
import Avro
import Bytes
import Foundation
import Testing

@testable import Portal

@Suite struct FailureTests {
    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH"])
    func `another method on an address that exists is 405 and says what is allowed`(method: String) async throws {
        let portal = try await PortalFixture.start()
        for path in ["/", "/objects", "/objects/1/lightcurve", "/api/v1/objects", "/api/v1/alerts/LSST/1", "/health"] {
            let answer = try await portal.ask(method, path)
            #expect(answer.status == 405, "\(path)")
            #expect(answer.headers["allow"] == "GET, HEAD", "\(path)")
        }
        #expect(try await portal.ask(method, "/nothing").status == 404)
        #expect(try await portal.ask(method, "/api/v1/nothing").status == 404)
    }

    @Test func `each route of the router is one that the check of methods knows`() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Services/Portal/Serving/PortalRouter.swift").standardized
        let source = try String(contentsOf: file, encoding: .utf8)
        let paths = source.matches(of: /(group|router)\.get\("([^"]+)"\)/).map { match in
            (match.output.1 == "group" ? "/api/v1/" : "/") + match.output.2
        }
        #expect(paths.count > 20)
        for path in paths { #expect(AllowedMethods.isServed(path), "\(path)") }
    }

    @Test func `a failure of the store is told by a number, not by its text`() async throws {
        let portal = try await PortalFixture.serve(BrokenStore())
        for path in ["/", "/objects", "/api/v1/objects", "/api/v1/status", "/metrics"] {
            let answer = try await portal.get(path)
            #expect(answer.status == 500, "\(path)")
            #expect(!answer.text.contains("hidden place"), "\(path)")
            #expect(answer.text.contains(/[0-9a-f]{8}/), "\(path): \(answer.text)")
        }
        let health = try await portal.get("/health")
        #expect(health.status == 503 && !health.text.contains("hidden place"))
        let error = try JSON(parsing: try await portal.get("/api/v1/objects").text)
        #expect(error["reference"]?.string?.wholeMatch(of: /[0-9a-f]{8}/) != nil)
        #expect(!(try await PortalFixture.start().get("/nothing").text.contains("Reference number")))
    }
}

/// A store whose every answer is an error that names a file.
struct BrokenStore: AlertStoreReader {
    struct Fault: Error, CustomStringConvertible {
        var description: String { "cannot open hidden place" }
    }

    func totals() async throws -> StoreTotals { throw Fault() }
    func objects(_: ObjectQuery) async throws -> ObjectPage { throw Fault() }
    func object(_: ObjectID) async throws -> ObjectRow? { throw Fault() }
    func lightCurve(of _: ObjectID) async throws -> LightCurve { throw Fault() }
    func packets(of _: ObjectID, limit _: Int) async throws -> [PacketReference] { throw Fault() }
    func packet(survey _: Survey, alertID _: Int64) async throws -> PacketReference? { throw Fault() }
    func skyPoints(sinceMjdTai _: Double, limit _: Int) async throws -> [SkyPoint] { throw Fault() }
    func skyCounts(sinceMjdTai _: Double) async throws -> [SkyCount] { throw Fault() }
    func alerts(_: AlertQuery) async throws -> [AlertRow] { throw Fault() }
    func accounts() async throws -> [StageAccount] { throw Fault() }
    func committedOffsets(topic _: String) async throws -> [Int32: Int64] { throw Fault() }
    func quarantine(limit _: Int, offset _: Int) async throws -> [QuarantinedPacket] { throw Fault() }
    func quarantinedBytes(id _: Int64) async throws -> Bytes? { throw Fault() }
}
