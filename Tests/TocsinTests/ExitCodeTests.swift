import Bytes
import Foundation
import Testing

@testable import tocsin

/// As `tocsin --help` documents them.
@Suite(.serialized, .enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct ExitCodeTests {
    private let program = Program()

    @Test func `0 when all was done`() throws {
        try program.writePackets(3)
        #expect(try program.run("--help").code == 0)
        #expect(try program.run("--version").output == TocsinVersion.text + "\n")
        #expect(try program.run("packet", "validate", "night").code == 0)
        #expect(try program.run("topic", "create", "alerts", "--partitions", "2").code == 0)
        #expect(try program.run("replay", "night", "--to", "alerts").code == 0)
        #expect(try program.run("topic", "verify", "alerts").code == 0)
        #expect(try program.run("broker", "run", "--from", "alerts", "--until-drained").code == 0)
        #expect(try program.run("broker", "status").code == 0)
    }

    @Test func `1 when some input was bad, and the rest was done`() throws {
        try program.writePackets(2)
        try program.folder.write("night/bad.avro", "no packet")
        let validation = try program.run("packet", "validate", "night")
        #expect(validation.code == 1 && validation.output.contains("bad.avro"))
        let replay = try program.run("replay", "night", "--to", "alerts")
        #expect(replay.code == 1 && replay.complaints.contains("night/bad.avro"))
        #expect(replay.complaints.contains("2 packets sent"))
        #expect(try program.run("replay", "night", "--to", "odd", "--keep-damaged").code == 0)
        #expect(try program.run("broker", "run", "--from", "odd", "--until-drained").code == 1)
        #expect(try program.run("broker", "run", "--from", "odd", "--until-drained").code == 0)
    }

    @Test func `1 when a demo left files out, with their count`() throws {
        try program.folder.write("garbage.avro", "no packet")
        let demo = try program.run("demo", "garbage.avro", "--check", "--port", "0")
        #expect(demo.code == 1 && demo.complaints.contains("1 files or records were left out"), "\(demo.complaints)")
        try program.writePackets(2)
        let whole = try program.run("demo", "night", "--check", "--port", "0", "--data", "other")
        #expect(whole.code == 0, "\(whole.complaints)")
    }

    @Test func `1 when a topic has damaged records, with their count`() throws {
        try program.writePackets(4)
        #expect(try program.run("replay", "night", "--to", "alerts", "--batch", "2").code == 0)
        let segment = program.folder.path + "/tocsin-data/streams/alerts/0/00000000000000000000.log"
        var bytes = try Array(Data(contentsOf: URL(filePath: segment)))
        bytes[1000] ^= 1
        try Data(bytes).write(to: URL(filePath: segment))
        let result = try program.run("topic", "verify", "alerts", "--json")
        #expect(result.code == 1)
        let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(json?["damaged"] as? Int == 2 && json?["records"] as? Int == 4 && json?["missing"] as? Int == 0)
        #expect((json?["problems"] as? [String])?.count == 2)
        #expect(result.complaints.contains("2 damaged and 0 missing"))
    }

    @Test(arguments: [
        (["replay", "nowhere", "--to", "alerts"], "nowhere"), (["topic", "verify", "nothing"], "nothing"),
        (["portal", "run", "--data", "void"], "void/store.sqlite"), (["broker", "status"], "broker run --from"),
        (["packet", "validate", "gone.avro"], "gone.avro"),
        (["topic", "list", "--config", "gone.yaml"], "gone.yaml"),
        (["topic", "create", "a", "--partitions", "0"], "artition"),
        (
            ["topic", "verify", "kafka://127.0.0.1:1/x", "--kafka-user", "me", "--kafka-password-file", "gone"], "gone"
        ), (["topic", "verify", "kafka://127.0.0.1:1/x", "--kafka-user", "me"], "TOCSIN_KAFKA_PASSWORD"),
    ])
    func `2 when it could not be done, with what was missing`(arguments: [String], named: String) throws {
        let result = try program.finish(try program.start(arguments))
        #expect(result.code == 2)
        #expect(result.complaints.contains(named) && result.complaints.contains("tocsin: "))
        #expect(result.output.isEmpty)
    }

    @Test(arguments: [
        (["wombat"], "wombat"), (["replay", "night"], "--to"), (["replay", "--to", "x"], "paths"),
        (["replay", "n", "--to", "x", "--rate", "fast"], "fast"),
        (["replay", "n", "--to", "x", "--rate", "0"], "--rate"),
        (["replay", "n", "--to", "x", "--rate", "1", "--speed", "1"], "exclude"),
        (["replay", "n", "--to", "x", "--loop", "often"], "often"),
        (["replay", "n", "--to", "x", "--limit=-1"], "--limit"),
        (["topic", "list", "--retain-bytes", "5X"], "'5X'"),
        (["topic", "list", "--retain-hours", "inf"], "--retain-hours"),
        (["topic", "create", "kafka://127.0.0.1:1/x", "--retain-hours", "1"], "its own settings"),
        (["topic", "list", "--flush", "soon"], "'soon'"), (["portal", "run", "--port", "70000"], "--port"),
        (["topic", "list", "--kafka-timeout", "nan"], "--kafka-timeout"),
        (["topic", "list", "--no-such"], "--no-such"),
        (["topic", "verify", "kafka://127.0.0.1:1/x", "--kafka-ca-file", "ca.pem"], "--kafka-tls"),
    ])
    func `64 when the command line was wrong, with what was wrong`(arguments: [String], named: String) throws {
        let result = try program.finish(try program.start(arguments))
        #expect(result.code == 64)
        #expect(result.complaints.contains(named), "\(result.complaints)")
        #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/tocsin-data"))
    }

    @Test func `64 when the configuration file was wrong, with the place`() throws {
        try program.folder.write("tocsin.yaml", "topic:\n  list: {jsn: true}")
        let unknown = try program.run("topic", "list")
        #expect(unknown.code == 64 && unknown.complaints.contains("tocsin.yaml, line 2: 'jsn'"))
        try program.folder.write("tocsin.yaml", "replay:\n  to: x\n  limit: many")
        let wrong = try program.run("replay", "night")
        #expect(wrong.code == 64 && wrong.complaints.contains("--limit comes from tocsin.yaml, line 3"))
        #expect(try program.run("--help").code == 0)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `130 when it was interrupted, and what was done is kept`(signal: Int32) throws {
        try program.writePackets(3)
        let started = try program.start(["replay", "night", "--to", "alerts", "--loop", "forever", "--rate", "200"])
        let segment = program.folder.path + "/tocsin-data/streams/alerts/0/00000000000000000000.log"
        while started.process.isRunning, Self.size(segment) == 0 { usleep(20_000) }
        kill(started.process.processIdentifier, signal)
        let result = try program.finish(started)
        #expect(result.code == 130)
        #expect(result.complaints.contains(signal == SIGINT ? "Ctrl-C" : "SIGTERM"))
        let verification = try program.run("topic", "verify", "alerts", "--json")
        let json = try JSONSerialization.jsonObject(with: Data(verification.output.utf8)) as? [String: Any]
        let records = try #require(json?["records"] as? Int)
        #expect(verification.code == 0 && records > 0)
        let rest = try program.run(
            "replay", "night", "--to", "alerts", "--loop", "1000", "--limit", "\(records + 5)", "--resume")
        #expect(rest.code == 0 && rest.complaints.contains("5 packets sent"))
        #expect(rest.complaints.contains("\(records) were there"))
    }

    @Test(arguments: [
        ["replay", "night", "--to", "kafka://127.0.0.1:1/x"],
        ["broker", "run", "--from", "kafka://127.0.0.1:1/x"],
    ])
    func `130 within seconds when it was interrupted while a cluster was away`(arguments: [String]) throws {
        try program.writePackets(1)
        let started = try waitForCluster(arguments)
        let start = ContinuousClock.now
        kill(started.process.processIdentifier, SIGINT)
        let result = try program.finish(started)
        #expect(result.code == 130 && result.complaints.contains("interrupted; what was done is kept"))
        #expect(start.duration(to: .now) < .seconds(10))
    }

    @Test func `130 at once at the second interruption`() throws {
        try program.writePackets(1)
        // The first may by chance be done with before the second comes.
        let isAtOnce = try (0..<5).contains { _ in
            let started = try waitForCluster(["replay", "night", "--to", "kafka://127.0.0.1:1/x"])
            kill(started.process.processIdentifier, SIGINT)
            while started.process.isRunning, try !started.says("Ctrl-C") { usleep(5000) }
            kill(started.process.processIdentifier, SIGINT)
            let result = try program.finish(started)
            #expect(result.code == 130)
            return !result.complaints.contains("interrupted; what was done is kept")
        }
        #expect(isAtOnce)
    }

    /// Starts a command that cannot reach its cluster, and returns once it has told so.
    private func waitForCluster(_ arguments: [String]) throws -> Program.Started {
        let started = try program.start(arguments)
        while started.process.isRunning, try !started.says("kafka:") { usleep(20_000) }
        return started
    }

    @Test func `results go to standard output alone, all else to standard error, without a terminal's codes`() throws {
        try program.writePackets(3)
        let replay = try program.run("replay", "night", "--to", "alerts")
        #expect(replay.output.isEmpty && replay.complaints.contains("alerts: 3 packets sent"))
        let verification = try program.run("topic", "verify", "alerts")
        #expect(verification.output.hasPrefix("alerts: 3 records"))
        #expect(!(replay.complaints + verification.complaints + verification.output).contains("\u{1B}"))
    }

    private static func size(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.size] as? Int ?? 0
    }
}
