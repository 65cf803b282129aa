public import Bytes
internal import Foundation

/// What a client asks a registry.
public struct RegistryRequest: Sendable, Hashable {
    /// In capitals: `GET`.
    public var method: String
    /// As it came: with percent escapes, without the query.
    public var path: String
    /// As it came, without the question mark; nil where there is none.
    public var query: String?
    /// Of `Authorization`; nil where there is none.
    public var authorization: String?
    /// Empty where there is none.
    public var body: Bytes

    /// Fields as given; path and query still escaped.
    public init(
        _ method: String, _ path: String, query: String? = nil, authorization: String? = nil, body: Bytes = Bytes()
    ) {
        (self.method, self.path, self.query) = (method, path, query)
        (self.authorization, self.body) = (authorization, body)
    }

    /// The parts of the path, decoded; nil where an escape is none or the path is absurdly long.
    var parts: [String]? {
        guard path.utf8.count <= 4096 else { return nil }
        var parts: [String] = []
        for part in path.split(separator: "/") {
            guard let text = part.removingPercentEncoding else { return nil }
            parts.append(text)
        }
        return parts
    }

    /// The value of a parameter of the query; the first, where it is there twice.
    func parameter(_ name: String) -> String? {
        for item in (query ?? "").split(separator: "&") {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.first.map(String.init) == name {
                return pair.count > 1 ? String(pair[1]).removingPercentEncoding : ""
            }
        }
        return nil
    }
}

/// What a registry says.
public struct RegistryAnswer: Sendable, Hashable {
    /// Of HTTP.
    public var status: Int
    /// JSON.
    public var body: String
    /// Beside the media type.
    public var headers: [Header] = []

    /// A name and its value.
    public struct Header: Sendable, Hashable {
        /// As HTTP writes it, such as `Allow`.
        public var name: String
        /// Sent as it is.
        public var value: String
    }

    /// Of every answer, errors too.
    public static let mediaType = "application/vnd.schemaregistry.v1+json"
}
