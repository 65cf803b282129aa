import ArgumentParser

/// A night that never was, with the truth about it.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Make a night of alerts from a simulated sky.",
        discussion: """
            Examples:
              tocsin simulate run --to alerts --visits 5
              tocsin simulate scenarios
              tocsin simulate run broker-torture --visits 10 --speed fastest
              tocsin simulate serve --port 8090
              tocsin simulate score --ledger tocsin-data/runs/broker-torture-1 --topic broker-torture
              tocsin simulate run --to kafka://127.0.0.1:9092/lsst-alerts-v11 --partitions 45 --speed 1
            """,
        subcommands: [
            SimulateRun.self, SimulateScore.self, SimulateRerun.self, SimulateScenarios.self, SimulateLedger.self,
            SimulateServe.self,
        ])
}
