import AlertModel
import AlertStore
import AlertStreams
import ArgumentParser
import Broker
import Foundation

/// Shows what became of all that came in.
struct BrokerShowStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "For each stage: in = stored + duplicate + quarantined + in flight, and the lag.",
        discussion: """
            Read from the store and the topics, whether or not a broker runs. "in" is counted as packets are read, the others as \
            they are stored: where they do not agree, this says so and leaves with 1. "missing" are those that retention \
            had removed before they were read; they are not among those that came in.

            Example: tocsin broker status --json
            """)

    @Flag(help: "As JSON.")
    var json = false
    @OptionGroup var options: StreamOptions

    func run() async throws {
        let store = try options.filledStore()
        let options = self.options
        let status = try await BrokerStatus.read(store: store) { await TopicEnds.read($0, options) }
        if json { try Console.printJSON(object(status)) } else { Console.print(status.description) }
        guard status.complaints.isEmpty else {
            throw CommandFailure.someInputWasBad(status.complaints.joined(separator: "; "))
        }
    }

    private func object(_ status: BrokerStatus) -> [String: Any] {
        let stages = status.stages.map { stage -> [String: Any] in
            let topic = stage.stage.split(separator: " ", maxSplits: 1).last.map(String.init) ?? stage.stage
            let lags = status.partitions.filter { $0.topic == topic }.map(\.lag)
            let lag = lags.contains(nil) ? nil : lags.compactMap { $0 }.reduce(0, +)
            return [
                "stage": stage.stage, "received": stage.received, "stored": stage.stored, "duplicate": stage.duplicate,
                "quarantined": stage.quarantined, "inFlight": stage.inFlight, "missing": stage.missing,
                "lag": lag.map { $0 as Any } ?? NSNull(),
            ]
        }
        let partitions = status.partitions.map { place -> [String: Any] in
            [
                "topic": place.topic, "partition": place.partition, "next": place.committed,
                "end": place.end.map { $0 as Any } ?? NSNull(),
            ]
        }
        return [
            "stages": stages, "partitions": partitions, "quarantine": status.quarantine, "objects": status.objects,
            "alerts": status.alerts,
        ]
    }
}

/// Where the partitions of a topic end now.
enum TopicEnds {
    /// Seconds to wait for a cluster: the rest of the answer is there already.
    private static let patience = 5.0

    /// Empty where the topic cannot be asked, which is then said.
    static func read(_ topic: String, _ options: StreamOptions) async -> [Int32: Int64] {
        var options = options
        options.kafkaTimeout = min(options.kafkaTimeout, patience)
        do {
            let ends = try await options.withStream(of: topic) { stream, name in
                try await stream.topics().first { $0.name == name }?.partitions ?? []
            }
            return Dictionary(ends.map { ($0.id, $0.nextOffset) }) { first, _ in first }
        } catch {
            Console.note("the lag of \(topic) is unknown: \(error)")
            return [:]
        }
    }
}

/// Shows packets that were set aside, and gives their bytes back.
struct BrokerQuarantine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Packets that could not be taken, with the reason and their bytes.",
        discussion: """
            Examples:
              tocsin broker quarantine
              tocsin broker quarantine --save 3 packet.bin
            """)

    @Option(help: "At most so many, newest first.")
    var limit = 50
    @Flag(help: "As JSON.")
    var json = false
    @Option(help: "Write the bytes of the packet with this number to the file named after it.")
    var save: Int64?
    @Argument(help: "The file that --save writes.")
    var file: String?
    @OptionGroup var options: StreamOptions

    func validate() throws {
        guard (save == nil) == (file == nil) else { throw ValidationError("--save NUMBER goes with a file") }
    }

    func run() async throws {
        let store = try options.filledStore()
        if let save, let file {
            guard let bytes = try await store.quarantinedBytes(id: save) else {
                throw CommandFailure.impossible("there is no quarantined packet \(save)")
            }
            return try Data(bytes).write(to: URL(fileURLWithPath: file))
        }
        let packets = try await store.quarantine(limit: limit, offset: 0)
        if json { return try Console.printJSON(["packets": packets.map(object)]) }
        if packets.isEmpty { Console.note("nothing is in quarantine") }
        for packet in packets {
            let place = "\(packet.reference.topic) \(packet.reference.partition)-\(packet.reference.offset)"
            Console.print("\(packet.id)  \(packet.reason)  \(place)  \(packet.byteCount) bytes  \(packet.detail)")
        }
    }

    private func object(_ packet: QuarantinedPacket) -> [String: Any] {
        [
            "id": packet.id, "reason": packet.reason, "detail": packet.detail, "bytes": packet.byteCount,
            "topic": packet.reference.topic, "partition": packet.reference.partition, "offset": packet.reference.offset,
            "storedAtMs": packet.storedAtMs,
        ]
    }
}

/// Lists all alerts in the store.
struct BrokerExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "List every alert in the store, with the place of its packet.",
        discussion: "Example: tocsin broker export > alerts.txt")

    @Flag(help: "Identifiers only.")
    var ids = false
    @Flag(help: "As JSON.")
    var json = false
    @OptionGroup var options: StreamOptions

    func run() async throws {
        let command = self
        try await untilInterrupted { try await command.export() }
    }

    private func export() async throws {
        let store = try options.filledStore()
        var separator = "\n"
        if json { Console.print("{\"alerts\": [", terminator: "") }
        for survey in Survey.allCases {
            var last: Int64?
            while true {
                let page = try await store.alerts(survey: survey, after: last, limit: 5000)
                try Task.checkCancellation()
                guard let end = page.last else { break }
                for alert in page {
                    Console.print(json ? separator + object(alert) : line(alert), terminator: json ? "" : "\n")
                    separator = ",\n"
                }
                last = end.id
            }
        }
        if json { Console.print("\n]}") }
    }

    private func line(_ alert: AlertListing) -> String {
        if ids { return "\(alert.id)" }
        let place = alert.reference
        return
            "\(alert.survey.name) \(alert.id) \(alert.midpointMjdTai) \(place.topic) \(place.partition)-\(place.offset)"
    }

    private func object(_ alert: AlertListing) -> String {
        if ids { return "{\"survey\": \"\(alert.survey.name)\", \"id\": \(alert.id)}" }
        let place = alert.reference
        return
            "{\"survey\": \"\(alert.survey.name)\", \"id\": \(alert.id), \"midpointMjdTai\": \(alert.midpointMjdTai), "
            + "\"topic\": \"\(place.topic)\", \"partition\": \(place.partition), \"offset\": \(place.offset)}"
    }
}
