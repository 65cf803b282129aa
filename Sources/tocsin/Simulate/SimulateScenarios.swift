import ArgumentParser
import Foundation
import Simulator
import SimulatorService

/// What ships, and whether a file of one's own is right.
struct SimulateScenarios: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenarios", abstract: "List the scenarios that ship, show one, or check a file.",
        discussion: """
            Examples:
              tocsin simulate scenarios
              tocsin simulate scenarios broker-torture > mine.yaml
              tocsin simulate scenarios --check mine.yaml
            """)

    @Argument(help: "A scenario whose text is printed.")
    var name: String?
    @Option(help: "A file to be checked: every problem is told with its line and column.")
    var check: String?

    func run() throws {
        if let check { return try checkFile(check) }
        if let name {
            guard let text = Scenario.text(named: name) else {
                _ = try Scenario.named(name)
                return
            }
            return Console.print(text)
        }
        for name in Scenario.names {
            let scenario = try Scenario.named(name)
            Console.print("\(name)\n    \(scenario.about)")
        }
    }

    private func checkFile(_ path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.impossible("\(path): the file cannot be read")
        }
        let text = String(decoding: data, as: UTF8.self)
        let folder = URL(filePath: path).deletingLastPathComponent().relativePath
        let scenario = try Scenario(yaml: text, file: path, in: .here(folder: folder == "." ? "" : folder))
        for remark in Scenario.remarks(yaml: text, file: path) {
            Console.note("\(path):\(remark.line):\(remark.column): note: \(remark.message)")
        }
        Console.print("\(path): \(scenario.name): \(scenario.words)")
    }
}

/// The ledger as text.
struct SimulateLedger: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Print a run's ledger as CSV or JSON lines.",
        discussion: """
            One line for each copy that was sent and each packet that was withheld, in the order of sending; docs/formats/ledger.md \
            has the columns.

            Example:
              tocsin simulate ledger tocsin-data/runs/night-1 > ledger.csv
            """)

    @Argument(help: "The ledger, or the folder of the run.")
    var ledger: String
    @Flag(help: "JSON lines in place of CSV.")
    var json = false

    func run() throws {
        try StoredLedger(ledger).export(asJSON: json) { Console.print($0, terminator: "") }
    }
}
