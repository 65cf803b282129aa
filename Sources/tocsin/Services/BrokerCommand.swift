import ArgumentParser

struct BrokerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker", abstract: "Take packets from topics into the store, and account for each.",
        discussion: """
            Examples:
              tocsin broker run --from alerts
              tocsin broker run --from kafka://127.0.0.1:9092/lsst-alerts-v11 --from ztf --until-drained
              tocsin broker status
              tocsin broker quarantine --save 3 packet.bin
              tocsin broker export --json
            """,
        subcommands: [BrokerRun.self, BrokerShowStatus.self, BrokerQuarantine.self, BrokerExport.self])
}
