/// A host and a port.
public struct HostPort: Sendable, Hashable, CustomStringConvertible {
    /// Name or address; IPv6 without brackets.
    public var host: String
    /// 0 ... 65,535; 0 lets the system choose where one listens.
    public var port: Int

    /// Nothing is checked here.
    public init(_ host: String, _ port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`; an IPv6 address stands in brackets.
    ///
    /// - Throws: `TransportError` that says what is wrong.
    public init(_ text: String) throws(TransportError) { try self.init(authority: text, of: text) }

    /// Reads `HOST:PORT`; `text` is the whole that errors name.
    init(authority: some StringProtocol, of text: String, lowestPort: Int = 1, defaultPort: Int? = nil)
        throws(TransportError)
    {
        var (hostPart, portPart) = Self.parts(String(authority))
        if portPart == nil, let defaultPort { portPart = String(defaultPort) }
        guard let portPart else { throw TransportError(text, "After the host come a colon and a port.") }
        guard portPart.allSatisfy(\.isASCIIDigit), let port = Int(portPart), (lowestPort...65_535).contains(port) else {
            throw TransportError(text, "'\(portPart)' is no port; ports are \(lowestPort) to 65535.")
        }
        if hostPart.hasPrefix("["), hostPart.hasSuffix("]") {
            hostPart = String(hostPart.dropFirst().dropLast())
            guard NumericAddress(hostPart)?.isIPv6 ?? false else {
                throw TransportError(text, "'\(hostPart)' in brackets is no IPv6 address.")
            }
        } else if hostPart.contains(":") {
            throw TransportError(text, "An IPv6 address stands in brackets: [::1]:8099.")
        }
        try Self.check(hostPart, of: text)
        self.init(hostPart, port)
    }

    /// At the last colon outside brackets.
    private static func parts(_ authority: String) -> (host: String, port: String?) {
        guard let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") else {
            return (authority, nil)
        }
        return (String(authority[..<colon]), String(authority[authority.index(after: colon)...]))
    }

    private static func check(_ host: String, of text: String) throws(TransportError) {
        guard !host.isEmpty else { throw TransportError(text, "The host is missing.") }
        let odd = host.first { !($0.isASCII && ($0.isLetter || $0.isNumber || "-._:".contains($0))) }
        if let odd { throw TransportError(text, "A host's name has no '\(odd)'.") }
    }

    var numeric: NumericAddress? { NumericAddress(host) }

    /// 127.0.0.0/8, ::1 or `localhost`.
    public var isLoopback: Bool { numeric?.isLoopback ?? (host.lowercased() == "localhost") }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isNumber }
}
