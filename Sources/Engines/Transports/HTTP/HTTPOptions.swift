/// How packets are posted.
public struct HTTPOptions: Sendable, Hashable {
    /// Used at a time; with more than one, packets may overtake each other.
    public var connections: Int
    /// What the header `Content-Type` says.
    public var contentType: String
    /// Such as `Authorization`.
    public var headers: [HTTPHeader]
    /// For connections, and for servers that say that they are not ready.
    public var patience: Patience
    /// From a request's first byte to its answer's last.
    public var answerLimit: Duration

    /// `HTTPTransport` checks the options: it takes 1 to 1024 connections.
    public init(
        connections: Int = 1, contentType: String = "avro/binary", headers: [HTTPHeader] = [],
        patience: Patience = Patience(), answerLimit: Duration = .seconds(30)
    ) {
        self.connections = connections
        self.contentType = contentType
        self.headers = headers
        self.patience = patience
        self.answerLimit = answerLimit
    }

    /// What is wrong; nil where nothing is.
    var fault: String? {
        guard (1...1024).contains(connections) else { return "There are 1 to 1024 connections, not \(connections)." }
        let type = HTTPHeader("x", contentType).fault
        return type.map { _ in "The content type has a control character." } ?? headers.lazy.compactMap(\.fault).first
    }
}
