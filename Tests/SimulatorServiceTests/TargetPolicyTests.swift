import Foundation
import Simulator
import Testing

@testable import SimulatorService

@Suite struct TargetPolicyTests {
    private func refusals(
        _ kind: TransportKind, _ target: String, allow: [String] = [], names: [String: [String]] = [:]
    ) async throws -> [String] {
        var policy = TargetPolicy(allowed: try AllowList(allow), inputs: [])
        policy.resolve = { name in (names[name] ?? []).compactMap { IPAddress($0) } }
        let transport = TransportSetting(kind: kind, target: target)
        return await policy.check(Scenario(name: "x", transports: [transport])).refusals
    }

    @Test(arguments: TransportKind.allCases.filter { ![.topic, .files, .tar].contains($0) })
    func `every transport to a host reaches this machine and nothing else`(kind: TransportKind) async throws {
        for target in ["127.0.0.1:9092", "[::1]:9092"] { #expect(try await refusals(kind, target) == [], "\(target)") }
        for target in ["10.0.0.1:9092", "[fe80::1]:9092", "0.0.0.0:9092", "239.1.1.1:5000"] {
            let refusals = try await refusals(kind, target)
            #expect(refusals.count == 1, "\(target)")
            #expect(refusals.first?.contains("--allow \(target)") == true, "\(refusals)")
            #expect(try await self.refusals(kind, target, allow: [target]) == [], "\(target)")
        }
    }

    @Test func `a name is allowed when every address of it is`() async throws {
        let names = ["here": ["127.0.0.1", "::1"], "both": ["127.0.0.1", "10.0.0.1"], "there": ["10.0.0.2"]]
        #expect(try await refusals(.kafka, "here:1", names: names) == [])
        #expect(try await refusals(.kafka, "both:1", names: names).first?.contains("10.0.0.1") == true)
        #expect(try await refusals(.kafka, "both:1", allow: ["10.0.0.0/8"], names: names) == [])
        #expect(try await refusals(.kafka, "there:1", allow: ["there:1"], names: names) == [])
        #expect(try await refusals(.kafka, "there:2", allow: ["there:1"], names: names).count == 1)
        #expect(try await refusals(.kafka, "nowhere:1", names: names).first?.contains("not found") == true)
    }

    @Test func `each host of a cluster counts, and the host of an address of the web`() async throws {
        #expect(try await refusals(.kafka, "127.0.0.1:1,127.0.0.1:2") == [])
        #expect(try await refusals(.kafka, "127.0.0.1:1,10.0.0.1:2").count == 1)
        #expect(try await refusals(.kafka, "127.0.0.1:1,").count == 1)
        #expect(try await refusals(.http, "http://127.0.0.1:8080/in?a=b") == [])
        #expect(try await refusals(.http, "http://10.0.0.1/127.0.0.1").count == 1)
        #expect(try await refusals(.http, "http://127.0.0.1@10.0.0.1/").count == 1)
        #expect(try await refusals(.http, "http://10.0.0.1#127.0.0.1").count == 1)
    }

    @Test func `a registry listens on this machine alone, and secrets are read where inputs lie`() async throws {
        let topic = TransportSetting(kind: .topic, target: "alerts")
        func refusals(_ address: String, allow: [String] = [], file: String? = nil) async throws -> [String] {
            let policy = TargetPolicy(allowed: try AllowList(allow), inputs: [])
            var scenario = Scenario(name: "x", transports: [topic])
            scenario.registry = RegistrySetting(address: address, user: file.map { _ in "a" }, passwordFile: file)
            return await policy.check(scenario).refusals
        }
        #expect(try await refusals("127.0.0.1:0") == [])
        #expect(try await refusals("[::1]:8081") == [])
        #expect(try await refusals("0.0.0.0:8081").first?.contains("--allow 0.0.0.0:8081") == true)
        #expect(try await refusals("0.0.0.0:8081", allow: ["0.0.0.0:8081"]) == [])
        #expect(try await refusals("127.0.0.1:0", file: "/etc/hostname").first?.contains("--inputs FOLDER") == true)
        let posted = TransportSetting(kind: .http, target: "http://127.0.0.1:9/", tokenFile: "/etc/hostname")
        let policy = TargetPolicy(allowed: .none, inputs: [])
        #expect(await policy.check(Scenario(name: "x", transports: [posted])).refusals.count == 1)
    }

    @Test func `an address is of the transport's own kind`() async throws {
        let right: [(TransportKind, String)] = [
            (.tcp, "tcp-listen://127.0.0.1:0"), (.voevent, "vtp://127.0.0.1:8099"), (.udp, "udp://[::1]:5000"),
            (.multicast, "multicast://239.1.1.1:5000?ttl=0&interface=lo"),
            (.multicast, "239.1.1.1:5?interface=127.0.0.1"),
        ]
        for (kind, target) in right { #expect(try await refusals(kind, target) == [], "\(target)") }
        let wrong: [(TransportKind, String)] = [
            (.tcp, "file://127.0.0.1/etc/x"), (.tcp, "file:/etc/x://127.0.0.1:1"), (.http, "tcp://127.0.0.1:1"),
            (.kafka, "http://127.0.0.1:1"), (.udp, "tar://127.0.0.1/x"), (.voevent, "vtp://10.0.0.1:1"),
            (.tcp, "tcp-listen://0.0.0.0:9000"), (.multicast, "239.1.1.1:5?interface=lo&interface=eth0"),
            (.multicast, "239.1.1.1:5?ttl=1"), (.udp, "239.1.1.1:5?interface=lo"),
        ]
        for (kind, target) in wrong { #expect(try await refusals(kind, target).count == 1, "\(target)") }
    }

    @Test func `files stay in the run's folder and topics in the data's`() async throws {
        for kind in [TransportKind.files, .tar] {
            for target in ["packets", "a/b.tar.gz"] { #expect(try await refusals(kind, target) == [], "\(target)") }
            for target in ["/etc", "../x", "a/../../x", "~root/x", "a/..", "./x"] {
                #expect(try await refusals(kind, target).count == 1, "\(target)")
            }
        }
        #expect(try await refusals(.topic, "alerts_1.x-y") == [])
        for target in ["../x", "a/b", "..", "a b", String(repeating: "a", count: 250)] {
            #expect(try await refusals(.topic, target).count == 1, "\(target)")
        }
    }

    @Test func `inputs come from their folders, links or no links`() async throws {
        let folder = NSTemporaryDirectory() + "tocsin-inputs-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/in/sub", withIntermediateDirectories: true)
        for name in ["in/a.db", "in/sub/c.csv", "secret"] {
            try Data([1]).write(to: URL(filePath: "\(folder)/\(name)"))
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/in/link.db", withDestinationPath: folder + "/secret")
        let policy = TargetPolicy(allowed: .none, inputs: [folder + "/in"])
        func refusals(_ file: String) async -> [String] {
            let survey = SurveySetting(visits: .opsim(file: file))
            let transport = TransportSetting(kind: .topic, target: "alerts")
            return await policy.check(Scenario(name: "x", survey: survey, transports: [transport])).refusals
        }
        for file in ["a.db", "sub/c.csv", folder + "/in/a.db"] { #expect(await refusals(file) == [], "\(file)") }
        for file in ["b.db", "../secret", "link.db", folder + "/secret", "sub", "/etc/passwd"] {
            #expect(await refusals(file).count == 1, "\(file)")
        }
        #expect(InputFiles(folders: policy.inputs).names() == ["a.db", "sub/c.csv"])
    }
}
