import AlertStreams
import ArgumentParser
import Distribution
import Foundation
import Testing

@testable import tocsin

@Suite struct OptionsTests {
    private let folder = ScratchFolder()

    @Test(arguments: [("inf", 64), ("1e300", 64), ("270", 13), ("1", 1), ("1e-300", 1)])
    func `a slow replay hands packets over in small batches, whatever the rate is`(rate: String, batch: Int) throws {
        let plan = try ReplayCommand.parse(["night", "--to", "x", "--rate", rate]).plan
        #expect(plan.batchSize == batch)
    }

    @Test func `a replay's plan has what the command line says`() throws {
        let plan = try ReplayCommand.parse(
            ["a/night.tar", "more/", "--to", "x", "--loop", "forever", "--speed", "60", "--limit", "9", "--resume"]
        ).plan
        #expect(plan.loops == nil && plan.limit == 9 && plan.resumes && !plan.keepsDamaged)
        #expect(plan.pace == .speed(60) && plan.name == "night.tar+more" && plan.batchSize == 64)
        let other = try ReplayCommand.parse(["a", "--to", "x", "--loop", "3", "--name", "n", "--keep-damaged"]).plan
        #expect(other.loops == 3 && other.limit == nil && other.name == "n" && other.keepsDamaged)
        #expect(other.pace == .unlimited)
    }

    @Test func `the log is flushed as it is said`() throws {
        for (text, rule) in [
            ("batch", EmbeddedOptions.Flush.everyBatch), ("never", .never), ("5", .interval(.milliseconds(5))),
        ] {
            #expect(try StreamOptions.parse(["--flush", text]).flushRule() == rule)
        }
        for text in ["0", "-5", "1.5", "soon", "9223372036854775808"] {
            let error = #expect(throws: (any Error).self) { try StreamOptions.parse(["--flush=\(text)"]) }
            #expect(StreamOptions.message(for: try #require(error)).contains("'\(text)'"))
        }
    }

    @Test(arguments: ["--retain-hours", "--kafka-timeout"])
    func `numbers that no clock can count are refused`(option: String) throws {
        for text in ["inf", "nan", "0", "-1", "1e300"] {
            let error = #expect(throws: (any Error).self) { try StreamOptions.parse(["\(option)=\(text)"]) }
            #expect(StreamOptions.message(for: try #require(error)).contains(option))
        }
        #expect(throws: Never.self) { try StreamOptions.parse(["\(option)=12.5"]) }
    }

    @Test func `a password from a file is used and never shown`() throws {
        try folder.write("password", "open-sesame\nand more\n")
        let file = folder.path + "/password"
        let options = try StreamOptions.parse(["--kafka-user", "ali", "--kafka-password-file", file])
        let configuration = try options.kafka("127.0.0.1:9092")
        let sasl = try #require(configuration.sasl)
        #expect(sasl.user == "ali" && sasl.password == Secret("open-sesame"))
        #expect(!Self.shown(configuration).contains("open-sesame"))
        #expect(!Self.shown(options).contains("open-sesame"))
        #expect(!Self.shown(KafkaStream(configuration: configuration)).contains("open-sesame"))
        #expect(Self.shown(configuration).contains("ali"), "the test looks where a password would be")
    }

    @Test(arguments: [StreamOptionsKind.mechanism, .compression])
    func `a name that Kafka does not know is refused with those that it does`(kind: StreamOptionsKind) throws {
        try folder.write("password", "open-sesame")
        let password = ["--kafka-user", "ali", "--kafka-password-file", folder.path + "/password"]
        let options = try StreamOptions.parse(password + [kind.rawValue, "wombat"])
        let error = #expect(throws: ValidationError.self) { try options.kafka("127.0.0.1:9092") }
        #expect(error?.message.contains("'wombat'") == true && error?.message.contains(kind.known) == true)
        #expect(error?.message.contains("open-sesame") == false)
    }

    /// All ways in which a value gets into a log.
    private static func shown(_ value: Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value) \(String(reflecting: value)) \(dumped)"
    }
}

/// Options whose values are names.
enum StreamOptionsKind: String {
    case mechanism = "--kafka-mechanism"
    case compression = "--kafka-compression"

    var known: String { self == .mechanism ? "SCRAM-SHA-256" : "lz4" }
}
