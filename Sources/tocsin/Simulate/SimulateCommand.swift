import ArgumentParser

/// A night that never was, with the truth about it.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Make a night of alerts from a simulated sky.",
        discussion: """
            Examples:
              tocsin simulate run --to alerts --visits 5
              tocsin simulate run --to kafka://127.0.0.1:9092/lsst-alerts-v11 --partitions 45 --speed 1
            """,
        subcommands: [SimulateRun.self])
}
