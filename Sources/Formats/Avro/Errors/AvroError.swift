/// What is wrong with a schema, a datum, a container file or a request, and where.
///
/// `description` is one sentence for a person; `label` is a short bounded word for counters.
public struct AvroError: Error, Sendable, Hashable {
    enum Code: Sendable, Hashable {
        case json
        case schema
        case truncated
        case malformed
        case limit
        case codec
        case checksum
        case framing
        case value
        case resolution
        case column
    }

    let code: Code
    let message: String
    /// Offset in bytes from the start of what was being read; nil where the fault is not at one place.
    public private(set) var offset: Int?
    /// The field being read, such as `prvDiaSources[3].psfFlux`; empty at the top.
    public private(set) var path: String

    /// For a truncation, how many bytes the whole input must at least have.
    var needed: Int?

    init(_ code: Code, _ message: String, offset: Int? = nil, path: String = "", needed: Int? = nil) {
        self.code = code
        self.message = message
        self.needed = needed
        self.offset = offset
        self.path = path
    }

    /// The same error seen from a reader whose position 0 is at `base` of a larger whole.
    func shifted(by base: Int) -> AvroError {
        AvroError(code, message, offset: offset.map { $0 + base }, path: path)
    }

    /// The same error in a field that lies inside `outer`.
    func inside(_ outer: String) -> AvroError {
        let joined = path.isEmpty ? outer : path.hasPrefix("[") ? outer + path : "\(outer).\(path)"
        return AvroError(code, message, offset: offset, path: joined)
    }

    /// One of `json`, `schema`, `truncated`, `malformed`, `limit`, `codec`, `checksum`, `framing`, `value`,
    /// `resolution`, `column`.
    public var label: String { String(describing: code) }

    /// Whether more bytes might have made the input whole.
    public var isTruncation: Bool { code == .truncated }
}

extension AvroError: CustomStringConvertible {
    public var description: String {
        var place: [String] = []
        if let offset { place.append("byte \(offset)") }
        if !path.isEmpty { place.append("field \(path)") }
        return place.isEmpty ? message : "\(message) (at \(place.joined(separator: ", ")))"
    }
}
