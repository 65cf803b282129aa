import AlertModel
import Bytes
import Foundation
import Testing

@testable import Portal

@Suite struct PacketRouteTests {
    @Test func `a packet is given back byte for byte`() async throws {
        let portal = try await PortalFixture.start()
        for (packet, alert) in zip(portal.packets, portal.alerts) {
            let path = "/api/v1/alerts/\(alert.survey.name)/\(alert.id)"
            #expect(try await portal.get(path + "/packet.avro").body == Data(packet))
        }
    }

    @Test func `a packet as JSON keeps all digits of its identifiers, whichever way it names its schema`() async throws
    {
        let portal = try await PortalFixture.start()
        #expect(portal.packets.contains { $0.starts(with: [0xC3, 0x01]) })
        for alert in portal.alerts where alert.survey == .lsst {
            let text = try await portal.get("/api/v1/alerts/LSST/\(alert.id)").text
            #expect(text.contains("\"diaSourceId\":\(alert.id)"))
        }
    }

    @Test func `a container of a packet can be decoded into the same alert`() async throws {
        let portal = try await PortalFixture.start()
        let alert = try #require(portal.alerts.first)
        let file = try await portal.get("/api/v1/alerts/LSST/\(alert.id)/container.avro").body
        let decoded = try AlertDecoder().decode(Bytes(Array(file)))
        #expect(decoded.map(\.source) == [alert.source])
    }

    @Test func `stamps are pictures and FITS files`() async throws {
        let portal = try await PortalFixture.start()
        let path = "/api/v1/alerts/LSST/\(try #require(portal.alerts.first).id)"
        for kind in StampKind.allCases {
            let picture = try await portal.get("\(path)/stamps/\(kind.rawValue).png?stretch=log&scale=2&limits=minmax")
                .body
            #expect(picture.starts(with: [0x89, 0x50, 0x4e, 0x47]))
            let fits = try await portal.get("\(path)/stamps/\(kind.rawValue).fits").body
            #expect(fits.starts(with: "SIMPLE".utf8))
        }
        #expect(try await portal.get("\(path)/stamps.fits").body.starts(with: "SIMPLE".utf8))
        #expect(try await portal.get("\(path)/stamps/science.png?scale=0").status == 400)
        #expect(try await portal.get("\(path)/stamps/elsewhere.png").status == 404)
    }

    @Test func `health, metrics and status tell the same sums`() async throws {
        let portal = try await PortalFixture.start()
        #expect(try await portal.get("/health").status == 200)
        let metrics = try await portal.get("/metrics").text
        var fates: [String: Int] = [:]
        for line in metrics.split(separator: "\n") where !line.hasPrefix("#") {
            let match = try #require(line.wholeMatch(of: /[a-z_]+(\{[^}]*\})? [-+0-9.e]+/), "\(line)")
            guard let fate = match.output.0.firstMatch(of: /fate="(\w+)"/) else { continue }
            fates[String(fate.output.1)] = Int(line.split(separator: " ").last ?? "")
        }
        #expect(fates["received"] == 13)
        #expect(fates["stored"] == 12 && fates["quarantined"] == 1)
        let sum = ["stored", "duplicate", "quarantined", "in_flight"].reduce(0) { $0 + (fates[$1] ?? 0) }
        #expect(fates["received"] == sum)
        let status = try await portal.get("/api/v1/status").json() as? [String: Any]
        #expect(status?["alerts"] as? Int == 12)
    }

    @Test func `events are sent as they happen`() async throws {
        let portal = try await PortalFixture.start()
        let url = try #require(URL(string: "http://127.0.0.1:\(portal.port)/events"))
        let socket = Process()
        let output = Pipe()
        socket.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        socket.arguments = ["curl", "-sN", "--max-time", "120", url.absoluteString]
        socket.standardOutput = output
        try socket.run()
        defer { kill(socket.processIdentifier, SIGKILL) }
        var received = Data()
        while true {
            let more = output.fileHandleForReading.availableData
            received += more
            if more.isEmpty || String(decoding: received, as: UTF8.self).contains("\n\n") { break }
        }
        let text = String(decoding: received, as: UTF8.self)
        let event = try #require(text.firstMatch(of: /event: counts\ndata: (.*)\n/))
        let counts = try JSONSerialization.jsonObject(with: Data(event.output.1.utf8)) as? [String: Any]
        #expect(counts?["alerts"] as? Int == 12)
    }
}
