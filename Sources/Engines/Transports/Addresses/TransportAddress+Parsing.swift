extension TransportAddress {
    /// Reads `text`.
    ///
    /// - Throws: `TransportError` that names the part that is wrong and what would be right.
    public init(_ text: String) throws(TransportError) {
        guard let colon = text.firstIndex(of: ":") else {
            throw TransportError(text, "An address begins with one of \(Self.schemes).")
        }
        let rest = text[text.index(after: colon)...]
        switch text[..<colon] {
        case "file": self = .files(try Self.path(rest, of: text))
        case "tar": self = .tar(try Self.path(rest, of: text))
        case "tcp": self = .tcp(try HostPort(authority: Self.afterSlashes(rest, of: text), of: text))
        case "tcp-listen":
            self = .tcpListen(try HostPort(authority: Self.afterSlashes(rest, of: text), of: text, lowestPort: 0))
        case "udp": self = .udp(try Self.unicast(rest, of: text))
        case "multicast": self = .multicast(try MulticastGroup(Self.afterSlashes(rest, of: text), of: text))
        case "http": self = .http(try HTTPURL(afterSlashes: Self.afterSlashes(rest, of: text), of: text))
        case "https": throw TransportError(text, "HTTPS is not spoken here; use http:// to a proxy that does.")
        case let other: throw TransportError(text, "'\(other)' is no transport; there are \(Self.schemes).")
        }
    }

    private static let schemes = "tcp://, tcp-listen://, udp://, multicast://, http://, file: and tar:"

    private static func afterSlashes(_ rest: Substring, of text: String) throws(TransportError) -> Substring {
        guard rest.hasPrefix("//") else { throw TransportError(text, "After the colon come two slashes and a host.") }
        return rest.dropFirst(2)
    }

    private static func path(_ rest: Substring, of text: String) throws(TransportError) -> String {
        guard !rest.isEmpty else { throw TransportError(text, "After the colon comes a path.") }
        guard !rest.utf8.contains(0) else { throw TransportError(text, "A path has no zero byte.") }
        return String(rest)
    }

    private static func unicast(_ rest: Substring, of text: String) throws(TransportError) -> HostPort {
        let place = try HostPort(authority: afterSlashes(rest, of: text), of: text)
        guard !(place.numeric?.isMulticast ?? false) else {
            throw TransportError(text, "\(place.host) is a multicast group; write multicast://\(place).")
        }
        return place
    }
}
