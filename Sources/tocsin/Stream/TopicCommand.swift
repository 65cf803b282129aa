import AlertStreams
import ArgumentParser
import Bytes
import Distribution
import Foundation

struct TopicCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topic", abstract: "Make topics, look into them, check them.",
        discussion: """
            Examples:
              tocsin topic create alerts --partitions 4
              tocsin topic list
              tocsin topic tail alerts --from earliest --limit 10
              tocsin topic tail kafka://127.0.0.1:9092/ztf --save packets/
              tocsin topic verify alerts
            """,
        subcommands: [Create.self, List.self, Tail.self, Verify.self])
}

extension TopicCommand {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a topic.",
            discussion: """
                One that exists with as many partitions stays; limits that are given become its own.

                Examples:
                  tocsin topic create lsst-alerts-v10 --partitions 45
                  tocsin topic create ztf --retain-bytes 20G --retain-hours 48
                """)

        @Argument(help: "The topic: a name, or kafka://HOST:PORT/NAME.")
        var topic: String
        @Option(help: "How many partitions: as many readers of a group can share the work.")
        var partitions = 1
        @OptionGroup var options: StreamOptions

        func run() async throws {
            if case .kafka = try StreamLocation(topic), options.retainBytes != nil || options.retainHours != nil {
                throw ValidationError(
                    "--retain-bytes and --retain-hours are limits of embedded topics; a Kafka cluster has its own settings"
                )
            }
            try await options.withStream(of: topic) { stream, name in
                try await stream.createTopic(name, partitions: partitions)
                Console.note("topic \(name) has \(partitions) partition\(partitions == 1 ? "" : "s")")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The topics and what they hold.", discussion: "Example: tocsin topic list --json")

        @Argument(help: "A Kafka cluster as kafka://HOST:PORT; without it, the embedded topics.")
        var cluster: String?
        @Flag(help: "As JSON.")
        var json = false
        @OptionGroup var options: StreamOptions

        func run() async throws {
            let location = cluster.map { $0 + ($0.hasSuffix("/") ? "" : "/") + "_" } ?? "_"
            try await options.withStream(of: location) { stream, _ in
                let topics = try await stream.topics().sorted { $0.name < $1.name }
                json ? try printJSON(topics) : printTable(topics)
            }
        }

        private func printTable(_ topics: [TopicDescription]) {
            if topics.isEmpty {
                Console.note("there is no topic yet: tocsin topic create NAME, or tocsin replay … --to NAME")
            }
            for topic in topics {
                let bytes = topic.partitions.compactMap(\.bytes).reduce(0, +)
                Console.print(
                    "\(topic.name)  \(topic.partitions.count) partitions  \(topic.records) records  \(Size.text(bytes))"
                )
            }
        }

        private func printJSON(_ topics: [TopicDescription]) throws {
            let rows: [[String: Any]] = topics.map { topic in
                [
                    "name": topic.name, "records": topic.records,
                    "partitions": topic.partitions.map { p -> [String: Any] in
                        [
                            "id": p.id, "firstOffset": p.firstOffset, "nextOffset": p.nextOffset,
                            "bytes": p.bytes.map { $0 as Any } ?? NSNull(),
                        ]
                    },
                ]
            }
            try Console.printJSON(["topics": rows])
        }
    }

    struct Tail: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follow a topic.",
            discussion: """
                A line a record: partition, offset, time, bytes, headers. Ends at --limit records, or with Ctrl-C.

                Example: tocsin topic tail alerts --from earliest --limit 100 --save packets/
                """)

        enum Start: String, ExpressibleByArgument, CaseIterable { case earliest, latest }

        @Argument(help: "The topic: a name, or kafka://HOST:PORT/NAME.")
        var topic: String
        @Option(help: "Where to begin.")
        var from = Start.latest
        @Option(help: "Read as a member of this consumer group, from where it stopped.")
        var group: String?
        @Option(help: "Stop after so many records.")
        var limit: Int?
        @Option(help: "Write each record's bytes to a file in this folder.")
        var save: String?
        @Flag(help: "A JSON object a record.")
        var json = false
        @OptionGroup var options: StreamOptions

        func run() async throws {
            let command = self
            try await untilInterrupted { try await command.follow() }
        }

        private func follow() async throws {
            if let save { try FileManager.default.createDirectory(atPath: save, withIntermediateDirectories: true) }
            let start = group.map { ConsumerStart.group($0) } ?? (from == .earliest ? .earliest : .latest)
            try await options.withStream(of: topic) { stream, name in
                let consumer = try await stream.consumer(of: name, start: start)
                do { try await copy(from: consumer) } catch {
                    await consumer.close()
                    throw error
                }
                await consumer.close()
            }
        }

        private func copy(from consumer: any StreamConsumer) async throws {
            var left = limit ?? Int.max
            while left > 0 {
                try Task.checkCancellation()
                let batch = try await consumer.poll(maxRecords: min(left, 500), timeout: .milliseconds(500))
                for record in batch.records { try show(record, damage: nil) }
                for damaged in batch.damaged { try show(damaged.record, damage: damaged.reason) }
                for gap in batch.gaps { try show(gap) }
                left -= batch.records.count + batch.damaged.count
                if group != nil { try await commit(batch, to: consumer) }
            }
        }

        private func commit(_ batch: RecordBatch, to consumer: any StreamConsumer) async throws {
            var next: [Int32: Int64] = [:]
            for record in batch.records + batch.damaged.map(\.record) {
                next[record.position.partition] = max(next[record.position.partition] ?? 0, record.position.offset + 1)
            }
            if !next.isEmpty { try await consumer.commit(next) }
        }

        private func show(_ gap: OffsetGap) throws {
            guard json else {
                return Console.print(
                    "\(gap.partition)-\(gap.offsets.lowerBound)  \(gap.offsets.count) MISSING: \(gap.reason)")
            }
            try Console.printJSON(
                [
                    "partition": gap.partition, "missingFrom": gap.offsets.lowerBound,
                    "missingUntil": gap.offsets.upperBound, "reason": gap.reason,
                ], pretty: false)
        }

        private func show(_ record: StreamRecord, damage: String?) throws {
            let place = "\(record.position.partition)-\(record.position.offset)"
            if let save { try Data(record.value).write(to: URL(fileURLWithPath: "\(save)/\(place).bin")) }
            let headers = record.headers.map { ($0.name, $0.value.utf8Text ?? "\($0.value.count) bytes") }
            if json {
                try Console.printJSON(
                    [
                        "partition": record.position.partition, "offset": record.position.offset,
                        "timestampMs": record.timestampMs, "bytes": record.value.count,
                        "headers": Dictionary(headers) { first, _ in first }, "damage": damage as Any? ?? NSNull(),
                    ], pretty: false)
            } else {
                let words = headers.map { "\($0)=\($1)" }.joined(separator: " ")
                let time = Date(timeIntervalSince1970: Double(record.timestampMs) / 1000).ISO8601Format()
                let warning = damage.map { "  DAMAGED: \($0)" } ?? ""
                Console.print("\(place)  \(time)  \(record.value.count) bytes  \(words)\(warning)")
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a topic from end to end and check every checksum and digest.",
            discussion: """
                Leaves with 1 where a record is damaged or missing, or a partition ends in bytes that are no record.

                Example: tocsin topic verify alerts --json
                """)

        @Argument(help: "The topic: a name, or kafka://HOST:PORT/NAME.")
        var topic: String
        @Flag(help: "As JSON.")
        var json = false
        @OptionGroup var options: StreamOptions

        func run() async throws {
            let command = self
            try await untilInterrupted { try await command.verify() }
        }

        private func verify() async throws {
            let tally = try await options.withStream(of: topic) { stream, name in
                try await TopicVerification.run(stream, topic: name) { tally in
                    Progress.show("\(tally.records) records, \(Size.text(tally.bytes)), \(tally.damaged) damaged")
                }
            }
            if json {
                try Console.printJSON([
                    "topic": topic, "records": tally.records, "bytes": tally.bytes, "damaged": tally.damaged,
                    "withoutDigest": tally.withoutDigest, "missing": tally.missing,
                    "unreadableBytes": tally.unreadableBytes, "problems": tally.problems,
                ])
            } else {
                Console.print(
                    "\(topic): \(tally.records) records, \(Size.text(tally.bytes)), \(tally.damaged) damaged, "
                        + "\(tally.missing) missing, \(tally.withoutDigest) without a digest")
                for problem in tally.problems { Console.print("  " + problem) }
            }
            guard tally.damaged == 0 && tally.missing == 0 && tally.unreadableBytes == 0 else {
                throw CommandFailure.someInputWasBad(
                    "\(topic) has \(tally.damaged) damaged and \(tally.missing) missing records, and "
                        + "\(tally.unreadableBytes) unreadable bytes at its end")
            }
        }
    }
}

extension TopicDescription {
    /// Records held now.
    var records: Int64 { partitions.reduce(0) { $0 + $1.nextOffset - $1.firstOffset } }
}
