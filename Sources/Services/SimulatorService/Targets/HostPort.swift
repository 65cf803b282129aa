/// A host, as a name or an address, and perhaps a port: `localhost:9092`, `[::1]:9092`, `10.0.0.1`.
struct HostPort: Sendable, Hashable {
    /// Lower case, without brackets.
    var host: String
    var port: UInt16?

    init(host: String, port: UInt16? = nil) {
        self.host = host.lowercased()
        self.port = port
    }

    /// Nil where the text is nothing of the kind.
    init?(_ text: some StringProtocol) {
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: end)...]
            let host = String(text[text.index(after: text.startIndex)..<end])
            guard let port = Self.port(rest) else { return nil }
            self.init(host: host, port: port.number)
        } else if text.count(where: { $0 == ":" }) > 1 {
            self.init(host: String(text))
        } else {
            let end = text.firstIndex(of: ":") ?? text.endIndex
            guard let port = Self.port(text[end...]) else { return nil }
            self.init(host: String(text[..<end]), port: port.number)
        }
        guard !host.isEmpty, host.allSatisfy(Self.canBeInHost) else { return nil }
    }

    private static func canBeInHost(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || ".-_:%".contains(character))
    }

    private struct Port { var number: UInt16? }

    /// `:9092`, or nothing.
    private static func port(_ text: some StringProtocol) -> Port? {
        if text.isEmpty { return Port() }
        guard text.first == ":", let number = UInt16(text.dropFirst()) else { return nil }
        return Port(number: number)
    }

    var text: String { (host.contains(":") ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "") }
}
