public import Logging

/// How to reach a Kafka cluster and how to write to it.
public struct KafkaConfiguration: Sendable {
    /// How producers compress batches, by librdkafka's names.
    public enum Compression: String, Sendable, Hashable, CaseIterable {
        case none, snappy, lz4, zstd
    }

    /// Comma-separated `host:port`.
    public var bootstrap: String
    /// What brokers call this client (`client.id`).
    public var clientID = "tocsin"
    /// Nil for a connection without a log-in.
    public var sasl: KafkaSASL?
    /// Nil for a connection without encryption.
    public var tls: KafkaTLS?
    /// Of the batches that producers send.
    public var compression = Compression.snappy
    /// Largest batch sent to a broker.
    public var batchBytes = 2 << 20
    /// How long a record waits for company.
    public var linger: Duration = .milliseconds(5)
    /// Bytes; larger records are refused by `send`.
    public var maxRecordBytes = 10 << 20
    /// Records waiting in memory for a broker; when it is full, `send` waits.
    public var queueBytes = 256 << 20
    /// How long a record is tried again while brokers are away, before `send` throws.
    public var deliveryTimeout: Duration = .seconds(300)
    /// How long opening a topic waits for a broker that answers.
    public var connectTimeout: Duration = .seconds(30)
    /// A member of a group that is silent for so long is taken for dead.
    public var sessionTimeout: Duration = .seconds(45)
    /// Copies of each record, for topics made here; nil for the cluster's own setting.
    public var replication: Int?
    /// Settings of librdkafka by their own names, applied last.
    public var extra: [String: String] = [:]
    /// Gets what librdkafka logs and, without `onTrouble`, warnings of brokers that go away or refuse.
    public var logger = Logger(label: "tocsin.streams.kafka")
    /// Told when brokers go away or refuse; nil for a warning in the log.
    public var onTrouble: (@Sendable (StreamError) -> Void)?

    /// The three as given; the rest is as usual. Nothing is checked before the first connection.
    public init(bootstrap: String, sasl: KafkaSASL? = nil, tls: KafkaTLS? = nil) {
        self.bootstrap = bootstrap
        self.sasl = sasl
        self.tls = tls
    }
}

/// Name and password for a broker.
public struct KafkaSASL: Sendable, Hashable {
    /// How a client proves that it knows the password; raw values are Kafka's names.
    public enum Mechanism: String, Sendable, Hashable, CaseIterable {
        case plain = "PLAIN"
        case scramSHA256 = "SCRAM-SHA-256"
        case scramSHA512 = "SCRAM-SHA-512"
    }

    /// One that the cluster accepts.
    public var mechanism: Mechanism
    /// Name to log in with; descriptions and errors show it.
    public var user: String
    /// Shown by no description or log.
    public var password: Secret

    /// Fields as given.
    public init(mechanism: Mechanism, user: String, password: Secret) {
        self.mechanism = mechanism
        self.user = user
        self.password = password
    }
}

/// Encryption of the connection. Paths name PEM files.
public struct KafkaTLS: Sendable, Hashable {
    /// Certificates to trust; nil for the system's.
    public var authorityPath: String?
    /// Our own certificate and key, where the cluster asks for them.
    public var certificatePath: String?
    /// Private key of that certificate.
    public var keyPath: String?
    /// Opens the key's file; nil where it is not encrypted.
    public var keyPassword: Secret?

    /// Fields as given; without any, the system's certificates are trusted and no own one is shown.
    public init(
        authorityPath: String? = nil, certificatePath: String? = nil, keyPath: String? = nil,
        keyPassword: Secret? = nil
    ) {
        self.authorityPath = authorityPath
        self.certificatePath = certificatePath
        self.keyPath = keyPath
        self.keyPassword = keyPassword
    }
}

extension KafkaConfiguration: CustomStringConvertible {
    /// Without passwords.
    public var description: String {
        let user = sasl.map { ", \($0.mechanism.rawValue) as \($0.user)" } ?? ""
        return "kafka://\(bootstrap) (\(securityProtocol)\(user))"
    }

    /// What a cluster may ask for and this does not give: it then closes the connection without a word.
    var lacks: String? {
        switch (sasl, tls) {
        case (nil, nil): "TLS or a log-in"
        case (nil, _): "a log-in"
        case (_, nil): "TLS"
        default: nil
        }
    }

    var securityProtocol: String {
        switch (sasl, tls) {
        case (nil, nil): "plaintext"
        case (nil, _): "ssl"
        case (_, nil): "sasl_plaintext"
        default: "sasl_ssl"
        }
    }

    /// librdkafka's settings for any client.
    var common: [(String, String)] {
        var settings = [
            ("bootstrap.servers", bootstrap), ("client.id", clientID), ("security.protocol", securityProtocol),
            ("socket.keepalive.enable", "true"), ("reconnect.backoff.ms", "100"),
            ("reconnect.backoff.max.ms", "5000"), ("log.connection.close", "false"),
        ]
        if let sasl {
            settings += [
                ("sasl.mechanism", sasl.mechanism.rawValue), ("sasl.username", sasl.user),
                ("sasl.password", sasl.password.value),
            ]
        }
        let paths = [
            ("ssl.ca.location", tls?.authorityPath), ("ssl.certificate.location", tls?.certificatePath),
            ("ssl.key.location", tls?.keyPath), ("ssl.key.password", tls?.keyPassword?.value),
        ]
        settings += paths.compactMap { name, value in value.map { (name, $0) } }
        return settings
    }

    var producing: [(String, String)] {
        [
            ("enable.idempotence", "true"), ("acks", "all"), ("compression.type", compression.rawValue),
            ("batch.size", "\(batchBytes)"), ("linger.ms", "\(linger.milliseconds)"),
            ("message.max.bytes", "\(maxRecordBytes)"), ("queue.buffering.max.kbytes", "\(queueBytes >> 10)"),
            ("message.timeout.ms", "\(deliveryTimeout.milliseconds)"), ("partitioner", "murmur2_random"),
        ]
    }

    func consuming(group: String?) -> [(String, String)] {
        var settings = [
            ("group.id", group ?? "tocsin-unused"), ("enable.auto.commit", "false"),
            ("enable.auto.offset.store", "false"), ("auto.offset.reset", "earliest"),
            ("fetch.message.max.bytes", "\(maxRecordBytes)"), ("queued.max.messages.kbytes", "65536"),
            ("allow.auto.create.topics", "false"), ("fetch.wait.max.ms", "100"),
        ]
        if group != nil {
            settings += [
                ("session.timeout.ms", "\(sessionTimeout.milliseconds)"),
                ("heartbeat.interval.ms", "\(max(1, min(3000, sessionTimeout.milliseconds / 3)))"),
            ]
        }
        return settings
    }
}
