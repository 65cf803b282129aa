import ArgumentParser
import Foundation
import Testing

@testable import tocsin

@Suite struct ConfigurationFileTests {
    private static let outline = CommandOutline(of: Tocsin.self)

    private let folder = ScratchFolder()

    @Test func `the file's names are those of the flags`() throws {
        let text = """
            data: elsewhere
            replay: {to: alerts, rate: 2.5, loop: forever, limit: 7, resume: true, keep-damaged: no, batch: 3}
            """
        let command = try #require(try parse(text, "replay", "night") as? ReplayCommand)
        #expect(command.options.data == "elsewhere" && command.to == "alerts" && command.rate == 2.5)
        #expect(command.loop == "forever" && command.limit == 7 && command.batch == 3)
        #expect(command.resume && !command.keepDamaged && command.paths == ["night"])
    }

    @Test(arguments: [["--rate", "9"], ["--rate=9"]])
    func `what the command line says wins over the file`(given: [String]) throws {
        let text = "replay: {to: alerts, rate: 2}"
        let command = try #require(try parse(text, ["replay", "night"] + given) as? ReplayCommand)
        #expect(command.rate == 9)
        #expect(command.to == "alerts")
    }

    @Test func `a list is an option given several times, and the command line's list replaces it`() throws {
        let text = "broker: {run: {from: [a, b], batch: 5}}"
        #expect(try #require(try parse(text, "broker", "run") as? BrokerRun).topics == ["a", "b"])
        let command = try #require(try parse(text, "broker", "run", "--from", "c") as? BrokerRun)
        #expect(command.topics == ["c"] && command.batch == 5)
        #expect(try #require(try parse("broker: {run: {from: a}}", "broker", "run") as? BrokerRun).topics == ["a"])
    }

    @Test func `what stands deeper wins over what stands further up`() throws {
        let text = "data: top\nbroker: {data: middle, run: {data: deep, from: a}}\nportal: {run: {port: 0}}"
        #expect(try #require(try parse(text, "broker", "run") as? BrokerRun).options.data == "deep")
        #expect(try #require(try parse(text, "portal", "run") as? PortalRun).options.data == "top")
        let shallow = text.replacing("data: deep, ", with: "")
        #expect(try #require(try parse(shallow, "broker", "run") as? BrokerRun).options.data == "middle")
    }

    @Test func `an option of all commands is passed over by those that do not have it`() throws {
        #expect(try parse("data: top", "packet", "validate", "x.avro") is PacketValidate)
    }

    @Test func `values that begin with a dash, and arguments behind two dashes, stay what they are`() throws {
        let text = "replay: {to: alerts, name: -odd}"
        let command = try #require(try parse(text, "replay", "--", "--night") as? ReplayCommand)
        #expect(command.name == "-odd" && command.paths == ["--night"] && command.to == "alerts")
    }

    @Test(arguments: ["'true'", "\"12\"", "2026-02-25", "007", "1_000"])
    func `text reaches an option as it is written`(value: String) throws {
        let command = try #require(try parse("replay: {to: x, name: \(value)}", "replay", "n") as? ReplayCommand)
        #expect(command.name == value.trimmingCharacters(in: .init(charactersIn: "'\"")))
    }

    @Test(arguments: [
        ("brokr: {run: {from: a}}", "brokr", "'broker'", 1),
        ("data: x\nbroker:\n  run:\n    form: a", "form", "'from'", 4),
        ("broker:\n  rum: {from: a}", "rum", "'run'", 2),
        ("portal: {run:\n  {prt: 80}}", "prt", "'port'", 2),
        ("kafka_user: me", "kafka_user", "'kafka-user'", 1),
        ("kafka-password: open-sesame", "kafka-password", "'kafka-password-file'", 1),
        ("replay: {too: a}", "too", "'to'", 1),
        ("replay:\n  port: 80", "port", "", 2),
        ("portl: 1", "portl", "'portal'", 1), ("wombat: 1", "wombat", "", 1),
    ])
    func `a name that nothing has is refused with its line and what may be meant`(
        text: String, name: String, meant: String, line: Int
    ) {
        let failure = #expect(throws: CommandFailure.self) { try expand(text, ["topic", "list"]) }
        let words = failure?.description ?? ""
        #expect(words.contains("\(path), line \(line): '\(name)' is no option of tocsin"))
        #expect(meant.isEmpty ? !words.contains("did you mean") : words.contains("did you mean \(meant)?"))
        #expect(failure?.exitCode == 64)
    }

    @Test(arguments: [
        ("replay: {resume: often}", "resume is true or false", 1),
        ("replay:\n  resume: [true]", "resume is true or false", 2),
        ("replay:\n  to: {a: b}", "to is one text or number", 2),
        ("replay:\n  to: [a, b]", "to is one text or number", 2),
        ("replay:\n  limit: true", "limit is one text or number", 2),
        ("replay:\n\n  limit:", "limit is one text or number", 3),
        ("broker:\n  run:\n    from: [a,\n      {b: c}]", "from is a list of texts or numbers", 4),
        ("broker: yes", "'broker' is a command", 1),
        ("data: 1\n? [a]\n: b", "a name must be text", 2),
    ])
    func `a value of a wrong kind is refused with its name and line`(text: String, words: String, line: Int) {
        let failure = #expect(throws: CommandFailure.self) { try expand(text, ["topic", "list"]) }
        #expect(failure?.description.contains("\(path), line \(line): \(words)") == true)
        #expect(failure?.exitCode == 64)
    }

    @Test func `a value that the option cannot be is traced to its line`() throws {
        let file = try expand("replay:\n  to: alerts\n  limit: many", ["replay", "night"])
        let error = #expect(throws: (any Error).self) { try Tocsin.parseAsRoot(file.arguments) }
        let message = Tocsin.message(for: try #require(error))
        #expect(file.origin(of: message) == "--limit comes from \(path), line 3")
        #expect(file.origin(of: "--limits is wrong") == nil)
        #expect(file.origin(of: "Missing expected argument") == nil)
    }

    @Test(arguments: ["- a\n- b", "just text", "3"])
    func `a file that is no map is refused`(text: String) {
        let failure = #expect(throws: CommandFailure.self) { try expand(text, ["topic", "list"]) }
        #expect(failure?.description.contains("a map of names to values") == true)
    }

    @Test(arguments: ["", "# nothing yet\n", "---\n...", "broker:\n"])
    func `an empty file says nothing`(text: String) throws {
        #expect(try expand(text, ["topic", "list"]).arguments == ["topic", "list"])
    }

    @Test(arguments: [
        "kafka-password-file: 'open-sesame\ndata: x", "a: [open-sesame", "data: open-sesame\ndata: open-sesame",
        "kafka-password: open-sesame", "kafka-user: {open-sesame: open-sesame}", "\topen-sesame: 1",
    ])
    func `no complaint repeats what the file says, for it may be secret`(text: String) {
        let failure = #expect(throws: CommandFailure.self) { try expand(text, ["topic", "list"]) }
        #expect(failure?.description.contains("open-sesame") == false)
        #expect(failure?.description.contains("\(path), line ") == true)
    }

    @Test func `bytes of any kind are a complaint or options, never a crash`() throws {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "data", ":", " ", "\n", "  ", "{", "}", "[", "]", "&a", "*a", "!!int", "|", "'", "-", "\u{0}", "é", "?",
        ]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 1..<20, using: &random)).map { _ in pieces.randomElement() ?? "" }.joined()
            _ = try? expand(text, ["topic", "list"])
        }
    }

    @Test func `the file is the one named, else that of the environment`() throws {
        try folder.write("one.yaml", "data: one")
        try folder.write("two.yaml", "data: two")
        let environment = ["TOCSIN_CONFIG": folder.path + "/two.yaml"]
        for given in [["--config", folder.path + "/one.yaml"], ["--config=\(folder.path)/one.yaml"]] {
            for words in [given + ["topic", "list"], ["topic", "list"] + given] {
                let file = try ConfigurationFile(words, outline: Self.outline, environment: environment)
                #expect(file.arguments == ["topic", "list", "--data=one"])
            }
        }
        let file = try ConfigurationFile(["topic", "list"], outline: Self.outline, environment: environment)
        #expect(file.arguments == ["topic", "list", "--data=two"])
    }

    @Test func `a file that cannot be read is named`() {
        let failure = #expect(throws: CommandFailure.self) {
            try ConfigurationFile(
                ["topic", "list", "--config", "no/such.yaml"], outline: Self.outline, environment: [:])
        }
        #expect(failure?.description.contains("no/such.yaml") == true && failure?.exitCode == 2)
        let bare = #expect(throws: CommandFailure.self) {
            try ConfigurationFile(["topic", "--config"], outline: Self.outline, environment: [:])
        }
        #expect(bare?.description.contains("--config") == true && bare?.exitCode == 64)
    }

    @Test(arguments: [["--help"], ["broker", "run", "-h"], ["help", "replay"], ["--version"], []])
    func `help is there however wrong the file is`(words: [String]) throws {
        #expect(try expand("brokr: [", words).arguments == words)
    }

    private var path: String { folder.path + "/tocsin.yaml" }

    private func expand(_ text: String, _ words: [String]) throws -> ConfigurationFile {
        try folder.write("tocsin.yaml", text)
        return try ConfigurationFile(
            words, outline: Self.outline, environment: ["TOCSIN_CONFIG": path])
    }

    private func parse(_ text: String, _ words: String...) throws -> any ParsableCommand { try parse(text, words) }

    private func parse(_ text: String, _ words: [String]) throws -> any ParsableCommand {
        try Tocsin.parseAsRoot(try expand(text, words).arguments)
    }
}
