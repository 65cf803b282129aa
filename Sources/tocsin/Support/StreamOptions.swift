import AlertStore
import AlertStreams
import ArgumentParser
import Foundation
import Logging

/// Where data are kept and how a Kafka cluster is reached.
struct StreamOptions: ParsableArguments {
    @Option(help: "The folder that holds everything: topics in streams/, the broker's store in store.sqlite.")
    var data = "tocsin-data"
    @Option(help: "When the embedded log is forced to the disk: batch, never, or an interval in milliseconds.")
    var flush = "100"
    @Option(
        help: ArgumentHelp(
            "Bytes that an embedded topic may keep, such as 500M or 20G; the oldest are removed. Default: all.",
            discussion: "Both limits are kept with a topic: who writes to it later without any keeps to them. "
                + "Whole segments are removed while somebody writes; a little more may stay."))
    var retainBytes: String?
    @Option(help: "Hours that an embedded topic may keep. Default: for ever.")
    var retainHours: Double?
    @Option(help: "Name for SASL; the password comes from TOCSIN_KAFKA_PASSWORD or --kafka-password-file.")
    var kafkaUser: String?
    @Option(help: "A file whose first line is the password.")
    var kafkaPasswordFile: String?
    @Option(help: "SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN.")
    var kafkaMechanism = "SCRAM-SHA-512"
    @Flag(help: "Speak TLS to the Kafka cluster.")
    var kafkaTls = false
    @Option(help: "With --kafka-tls: certificates to trust (PEM), instead of the system's.")
    var kafkaCaFile: String?
    @Option(help: "none, snappy, lz4 or zstd.")
    var kafkaCompression = "snappy"
    @Option(help: "Seconds to try a Kafka cluster that does not answer.")
    var kafkaTimeout = 60.0

    func validate() throws {
        _ = try flushRule()
        _ = try retainBytes.map { try Self.bytes($0) }
        guard kafkaCaFile == nil || kafkaTls else {
            throw ValidationError("--kafka-ca-file goes with --kafka-tls: without it nothing is encrypted")
        }
        guard (1e-6...1e7).contains(retainHours ?? 1) else {
            throw ValidationError("--retain-hours is a number above zero, up to ten million")
        }
        guard (0.001...1e6).contains(kafkaTimeout) else {
            throw ValidationError("--kafka-timeout is a number of seconds above zero, up to a million")
        }
    }

    var streamsFolder: String { data + "/streams" }
    var storePath: String { data + "/store.sqlite" }

    /// The store for reading, or what to do to have one.
    func filledStore() throws -> AlertStore {
        guard FileManager.default.fileExists(atPath: storePath) else {
            throw CommandFailure.impossible(
                "\(storePath): there is no store yet. Fill one: tocsin broker run --from TOPIC --data \(data)")
        }
        return try AlertStore(path: storePath, access: .readOnly)
    }

    /// Opens the engine that `topic` lives in, calls `body` with it and the topic's name, and closes it.
    func withStream<R>(of topic: String, _ body: (any AlertStream, String) async throws -> R) async throws -> R {
        let (stream, name) = try open(topic)
        do {
            let result = try await body(stream, name)
            await stream.close()
            return result
        } catch {
            await stream.close()
            throw error
        }
    }

    /// The engine that `topic` lives in, and the topic's name there.
    func open(_ topic: String) throws -> (any AlertStream, String) {
        switch try StreamLocation(topic) {
        case .embedded(let name): return (try embedded(), name)
        case .kafka(let bootstrap, let name): return (KafkaStream(configuration: try kafka(bootstrap)), name)
        }
    }

    func embedded() throws -> EmbeddedStream {
        var options = EmbeddedOptions(flush: try flushRule())
        options.retention = RetentionPolicy(
            maxBytes: try retainBytes.map { try Self.bytes($0) }, maxAge: retainHours.map { .seconds($0 * 3600) })
        options.onRecovery = { Console.note("recovered: \($0)") }
        return EmbeddedStream(directory: streamsFolder, options: options)
    }

    func flushRule() throws -> EmbeddedOptions.Flush {
        if flush == "batch" { return .everyBatch }
        if flush == "never" { return .never }
        guard let milliseconds = Int(flush), milliseconds > 0 else {
            throw ValidationError("--flush is batch, never, or a number of milliseconds, not '\(flush)'")
        }
        return .interval(.milliseconds(milliseconds))
    }

    func kafka(_ bootstrap: String) throws -> KafkaConfiguration {
        var configuration = KafkaConfiguration(bootstrap: bootstrap)
        configuration.sasl = try sasl()
        if kafkaTls { configuration.tls = KafkaTLS(authorityPath: kafkaCaFile) }
        guard let compression = KafkaConfiguration.Compression(rawValue: kafkaCompression) else {
            throw ValidationError("--kafka-compression is none, snappy, lz4 or zstd, not '\(kafkaCompression)'")
        }
        configuration.compression = compression
        configuration.connectTimeout = .seconds(kafkaTimeout)
        configuration.deliveryTimeout = .seconds(max(kafkaTimeout, 120))
        configuration.onTrouble = { Console.note("kafka: \($0)") }
        return configuration
    }

    private func sasl() throws -> KafkaSASL? {
        guard let kafkaUser else { return nil }
        guard let mechanism = KafkaSASL.Mechanism(rawValue: kafkaMechanism) else {
            throw ValidationError("--kafka-mechanism is SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN, not '\(kafkaMechanism)'")
        }
        return KafkaSASL(mechanism: mechanism, user: kafkaUser, password: Secret(try password()))
    }

    private func password() throws -> String {
        if let kafkaPasswordFile {
            return try SecretFile.read(kafkaPasswordFile, option: "--kafka-password-file")
        }
        if let password = ProcessInfo.processInfo.environment["TOCSIN_KAFKA_PASSWORD"] { return password }
        throw CommandFailure.impossible("--kafka-user needs a password: TOCSIN_KAFKA_PASSWORD or --kafka-password-file")
    }

    /// `500M`, `20G`, `1000`; decimal units.
    static func bytes(_ text: String) throws -> Int64 {
        let units: [Character: Double] = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12]
        let unit = text.last.flatMap { units[$0] }
        let number = Double(unit == nil ? text : String(text.dropLast())).map { ($0 * (unit ?? 1)).rounded(.down) }
        guard let number, number >= 1, let bytes = Int64(exactly: number) else {
            throw ValidationError("'\(text)' is no number of bytes such as 500M or 20G")
        }
        return bytes
    }
}
