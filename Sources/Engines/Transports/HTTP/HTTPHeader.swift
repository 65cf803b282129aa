/// A header of a request. Its value is not shown, since it may be a secret.
public struct HTTPHeader: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Not one of those that the transport sets itself, such as `Host` and `Content-Type`.
    public var name: String
    /// Without control characters other than tabs.
    public var value: String

    /// Nothing is checked here but where `HTTPTransport` is made.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    public var description: String { "\(name): ..." }
    public var debugDescription: String { description }

    /// What is wrong with it; nil where nothing is.
    var fault: String? {
        let isToken = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
        guard isToken, !name.isEmpty else { return "'\(name)' is no name of a header." }
        let isText = value.utf8.allSatisfy { $0 == 9 || ($0 >= 0x20 && $0 != 0x7f) }
        guard isText else { return "The value of '\(name)' has a line break or another control character." }
        let own = ["host", "content-length", "transfer-encoding", "connection", "content-type"]
        return own.contains(name.lowercased()) ? "'\(name)' is set by the transport itself." : nil
    }
}
