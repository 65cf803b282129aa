/// A URL to which packets are posted.
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
    /// The server's; port 80 where a text names none.
    public var place: HostPort
    /// Path and query; begins with a slash.
    public var path: String

    /// Nothing is checked here; `path` begins with a slash.
    public init(_ place: HostPort, path: String = "/") {
        self.place = place
        self.path = path
    }

    /// Reads what follows `http://`; `text` is the whole that errors name.
    init(afterSlashes rest: Substring, of text: String) throws(TransportError) {
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        guard !rest[..<end].contains("@") else {
            throw TransportError("http://…@…", "A URL holds no name and password; give an Authorization header.")
        }
        let place = try HostPort(authority: rest[..<end], of: text, defaultPort: 80)
        var path = String(rest[end...])
        guard !path.contains("#") else { throw TransportError(text, "A URL to post to has no '#'.") }
        if !path.hasPrefix("/") { path = "/" + path }
        guard path.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw TransportError(text, "A path is ASCII without spaces; write others as %XX.")
        }
        self.init(place, path: path)
    }

    public var description: String { "http://\(place)\(path)" }
}
