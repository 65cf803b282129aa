/// A request that a registry had, and what became of it.
public struct RegistryExchange: Sendable, Hashable {
    /// Milliseconds since 1970 UTC.
    public var timeMs: Int64
    /// Such as `GET`; empty, like `target`, where the connection was closed without an answer.
    public var method: String
    /// With its query.
    public var target: String
    /// Of HTTP; nil where the connection was closed without an answer.
    public var status: Int?
    /// The request showed credentials, right or wrong.
    public var showsCredentials: Bool
}
