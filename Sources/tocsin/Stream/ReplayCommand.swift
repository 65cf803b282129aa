import AlertModel
import AlertStreams
import ArgumentParser
import Distribution
import Foundation
import Synchronization

/// Sends packets of files to a topic.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Send packets of files, folders and archives to a topic.",
        discussion: """
            A file with one packet is sent as it is, byte for byte; each record of a file with several travels in a container of its \
            own. Every record carries a digest of its bytes, the time of sending (producer_timestamp), and its number in the \
            replay, by which --resume goes on after an interruption without sending anything twice.

            With --loop, identifiers and times of each further round are shifted, so that a handful of packets becomes a long night \
            of different alerts.

            Files that are no packets, or are cut short, are named and left out, and the exit code is 1; --keep-damaged \
            sends them all the same, as a test of the broker. Inside folders and archives, what ends in .csv, .md, .txt, .json, \
            .avsc, .log or .py is passed over and counted; name such a file itself to have it sent.

            Examples:
              tocsin replay alerts/ night.tar.gz --to alerts
              tocsin replay alerts/ --to kafka://127.0.0.1:9092/lsst-alerts-v11 --partitions 45 --rate 270
              tocsin replay alerts/ --to alerts --loop 1000 --resume
              tocsin replay night.tar.gz --to ztf --speed 60
            """)

    @Argument(help: "Files, folders, archives (.tar, .tar.gz, .tgz).")
    var paths: [String]
    @Option(help: "The topic: a name, or kafka://HOST:PORT/NAME. It is made where it is missing.")
    var to: String
    @Option(help: "Partitions of a topic that is made.")
    var partitions = 1
    @Option(parsing: .unconditional, help: "Packets a second.")
    var rate: Double?
    @Option(parsing: .unconditional, help: "As observed, so many times faster.")
    var speed: Double?
    @Option(help: "Rounds: a number, or forever.")
    var loop = "1"
    @Option(parsing: .unconditional, help: "Packets in all.")
    var limit: Int?
    @Flag(help: "Go on after what the topic already has of this replay.")
    var resume = false
    @Option(help: "The name by which --resume finds a replay again. Default: from the paths.")
    var name: String?
    @Flag(help: "Send files that are no packets too.")
    var keepDamaged = false
    @Option(help: "Packets handed to the topic at once.")
    var batch = 64
    @OptionGroup var schemas: SchemaOptions
    @OptionGroup var options: StreamOptions

    func validate() throws {
        guard rate == nil || speed == nil else { throw ValidationError("--rate and --speed exclude each other") }
        guard (rate ?? 1) > 0, (speed ?? 1) > 0, batch > 0, partitions > 0, (limit ?? 1) > 0 else {
            throw ValidationError("--rate, --speed, --batch, --limit and --partitions are above zero")
        }
        guard loop == "forever" || (Int(loop) ?? 0) > 0 else {
            throw ValidationError("--loop is a number above zero, or forever, not '\(loop)'")
        }
    }

    func run() async throws {
        let command = self
        try await untilInterrupted { try await command.send() }
    }

    private func send() async throws {
        let directory = try schemas.directory()
        let progress = try await options.withStream(of: to) { stream, topic in
            try await TopicMaking.make(topic, partitions: partitions, in: stream)
            var replay = Replay(paths: paths, plan: plan, schemas: directory)
            replay.onRefusal = { Console.error("\($0)") }
            let last = Mutex(ReplayProgress())
            replay.onProgress = { progress in
                last.withLock { $0 = progress }
                Progress.show(progress.words)
            }
            do { return try await replay.run(to: stream, topic: topic) } catch let error
                where !(error is CancellationError)
            {
                Progress.clear()
                Console.note(
                    "\(to): \(last.withLock { $0 }.words) before it failed; the same command with --resume sends the rest"
                )
                throw error
            }
        }
        Progress.clear()
        Console.note("\(to): \(progress.words)")
        if let words = PassedOver.words(progress.passedOver) { Console.note(words) }
        if progress.refused > 0 {
            throw CommandFailure.someInputWasBad("\(progress.refused) files or records were left out")
        }
    }

    var plan: ReplayPlan {
        let defaultName = paths.map { URL(fileURLWithPath: $0).lastPathComponent }.joined(separator: "+").prefix(80)
        var plan = ReplayPlan(name: name ?? String(defaultName), loops: Int(loop), limit: limit)
        if let rate { plan.pace = .rate(rate) }
        if let speed { plan.pace = .speed(speed) }
        plan.resumes = resume
        plan.keepsDamaged = keepDamaged
        plan.batchSize = rate.map { Int(max(1, min(Double(batch), $0 / 20))) } ?? batch
        return plan
    }
}

extension ReplayProgress {
    var words: String {
        let there = alreadyThere > 0 ? ", \(alreadyThere) were there" : ""
        let bad = refused > 0 ? ", \(refused) left out" : ""
        return "\(sent) packets sent (\(Size.text(bytes)), \(Number.text(rate, digits: 0))/s)\(there)\(bad)"
    }
}

/// Topics that commands make when they are missing.
enum TopicMaking {
    /// Leaves an existing topic as it is, whatever its partitions.
    static func make(_ topic: String, partitions: Int, in stream: any AlertStream) async throws {
        if try await stream.topics().contains(where: { $0.name == topic }) { return }
        try await stream.createTopic(topic, partitions: partitions)
    }
}
