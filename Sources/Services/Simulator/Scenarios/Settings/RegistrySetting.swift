/// The schema registry that a run serves while it lasts.
public struct RegistrySetting: Sendable, Hashable {
    /// `host:port` to listen on; port 0 takes a free one.
    public var address: String
    /// The name that subscribers must show; nil for a registry that everybody may read.
    public var user: String?
    /// The user's password, where it stands in the scenario: then it is in the manifest too.
    public var password: String?
    /// The file whose first line is the user's password, as written in the scenario.
    public var passwordFile: String?

    /// By default everybody may read it.
    public init(address: String, user: String? = nil, password: String? = nil, passwordFile: String? = nil) {
        (self.address, self.user, self.password, self.passwordFile) = (address, user, password, passwordFile)
    }

    /// Subscribers must show credentials, which can expire.
    public var wantsCredentials: Bool { user != nil }
}

/// How a registry is away.
public enum RegistryOutage: Sendable, Hashable {
    /// It answers every request by this status of HTTP.
    case status(Int)
    /// It closes every connection without an answer.
    case hangUp
    /// It answers late by so much.
    case slow(seconds: Double)
}
