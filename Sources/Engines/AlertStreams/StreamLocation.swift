/// Where a topic is, as a person writes it: `kafka://host:port[,host:port]/topic`, or a plain name for the embedded log.
public enum StreamLocation: Sendable, Hashable, CustomStringConvertible {
    case embedded(topic: String)
    /// `bootstrap` is a comma-separated list of `host:port`.
    case kafka(bootstrap: String, topic: String)

    /// Reads `text`. Throws an error that shows the accepted forms.
    public init(_ text: String) throws {
        guard let mark = text.firstRange(of: "://") else {
            try StreamError.checkName(text, of: "topic")
            self = .embedded(topic: text)
            return
        }
        guard text[..<mark.lowerBound] == "kafka" else { throw Self.malformed(text, "the scheme is not kafka") }
        let parts = text[mark.upperBound...].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { throw Self.malformed(text, "it names no topic") }
        for host in parts[0].split(separator: ",", omittingEmptySubsequences: false) {
            try Self.checkHost(String(host), in: text)
        }
        try StreamError.checkName(String(parts[1]), of: "topic")
        self = .kafka(bootstrap: String(parts[0]), topic: String(parts[1]))
    }

    /// The cluster's address; nil for an embedded topic.
    public var bootstrap: String? {
        guard case .kafka(let bootstrap, _) = self else { return nil }
        return bootstrap
    }

    /// Its name alone, without the cluster's address.
    public var topic: String {
        switch self {
        case .embedded(let topic), .kafka(_, let topic): topic
        }
    }

    public var description: String {
        switch self {
        case .embedded(let topic): topic
        case .kafka(let bootstrap, let topic): "kafka://\(bootstrap)/\(topic)"
        }
    }

    private static func checkHost(_ host: String, in text: String) throws(StreamError) {
        if host.contains("@") {
            throw malformed("kafka://...", "user and password do not belong in the address; use the configuration")
        }
        guard let colon = host.lastIndex(of: ":"), colon > host.startIndex,
            UInt16(host[host.index(after: colon)...]) != nil
        else { throw malformed(text, "'\(host)' is not host:port") }
    }

    private static func malformed(_ text: String, _ why: String) -> StreamError {
        StreamError(
            .invalidArgument,
            "'\(text)' is no topic's address: \(why). Write kafka://host:port[,host:port]/topic, or a plain name.")
    }
}
